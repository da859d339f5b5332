using AppFrag.Tool.Kernel;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.KernelView;

/// <summary>
/// Lets the watch run until its time is over or the user has had enough. Shows how far it is on standard error: a bar on a
/// terminal, one line otherwise; standard output is for the result.
/// </summary>
internal static class WatchProgress
{
    /// <summary>Often enough that the kernel's buffer does not fill.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(KernelWatch watch, TimeSpan duration, CancellationToken cancellation)
    {
        string what = $"Watching the kernel for {Units.Seconds(duration)}; Ctrl-C ends early";
        if (Console.IsErrorRedirected)
        {
            await Console.Error.WriteLineAsync("appfrag: " + what);
            await WaitAsync(watch, duration, _ => { }, cancellation);
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(what.EscapeMarkup(), maxValue: duration.TotalSeconds);
                await WaitAsync(watch, duration, elapsed => task.Value = elapsed.TotalSeconds, cancellation);
            });
    }

    private static async Task WaitAsync(KernelWatch watch, TimeSpan duration, Action<TimeSpan> show, CancellationToken cancellation)
    {
        try
        {
            while (watch.Elapsed < duration)
            {
                var left = duration - watch.Elapsed;
                await Task.Delay(left < Step ? left > TimeSpan.Zero ? left : TimeSpan.Zero : Step, cancellation);
                watch.Drain();
                show(watch.Elapsed);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Then what was seen until now is the result.
        }
    }
}
