using System.Diagnostics;

namespace AppFrag.Tool.Tests;

/// <summary>A live process that is no .NET process and has no diagnostic socket of its own. Ended with this object.</summary>
internal sealed class SleepingProcess : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo("sleep", ["60"]))!;

    public int Id => _process.Id;

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
