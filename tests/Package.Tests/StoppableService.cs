using System.Diagnostics;
using System.Globalization;

namespace AppFrag.Package.Tests;

/// <summary>A web application in a process of its own that is asked to end, as an orchestrator asks; ended in any case.</summary>
internal sealed class StoppableService : IDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StoppableService(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => OnLine(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
    }

    public int Id => _process.Id;

    public static StoppableService Start(ProcessStartInfo start) => new(start);

    public Task<Uri> WaitForAddressAsync() => _address.Task.WaitAsync(Deadline);

    /// <summary>SIGTERM, then the end.</summary>
    public async Task StopAsync()
    {
        await CommandResult.RequireAsync(new ProcessStartInfo("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]));
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline);
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"The service ended with exit code {_process.ExitCode}.");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void OnLine(string? line)
    {
        if (line?.IndexOf(Listening, StringComparison.Ordinal) is { } index and >= 0)
        {
            _address.TrySetResult(new Uri(line[(index + Listening.Length)..].Trim()));
        }
    }
}
