using System.Diagnostics;

namespace AppFrag.StartupHook;

/// <summary>
/// Lets the service start first: loading the agent costs some tenths of a second of CPU time, which a container with one core
/// would take from the service's own start.
/// </summary>
internal static class ServiceStart
{
    private const int Windows = 2;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    /// <summary>A program that works from its first moment on would be waited for in vain.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Until the process has used less than half a core for two tenths of a second, and three seconds at most.</summary>
    public static void WaitUntilQuiet()
    {
        using var never = new ManualResetEvent(initialState: false);
        using var process = Process.GetCurrentProcess();
        var patience = Stopwatch.StartNew();
        TimeSpan before = process.TotalProcessorTime;
        for (int quiet = 0; quiet < Windows && patience.Elapsed < Patience;)
        {
            var window = Stopwatch.StartNew();
            never.WaitOne(Window);
            process.Refresh();
            TimeSpan now = process.TotalProcessorTime;
            quiet = (now - before).Ticks < window.Elapsed.Ticks / 2 ? quiet + 1 : 0;
            before = now;
        }
    }
}
