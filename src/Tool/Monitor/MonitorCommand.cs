using System.CommandLine;
using AppFrag.Tool.Collect;
using AppFrag.Tool.Commands;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Monitor;

/// <summary><c>appfrag monitor</c>: the last minute of a process, renewed until somebody has seen enough.</summary>
internal static class MonitorCommand
{
    private static readonly TimeSpan KeyInterval = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var target = new TargetOptions();
        var interval = RefreshOption.Create(1, "Seconds between two refreshes");
        var duration = DurationOption.CreateUnbounded(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30));
        var command = new Command("monitor", "Watch a running .NET process: holes by generation, collections and pauses, allocation sites with their lines, the host, and what follows")
        {
            interval, duration,
        };
        target.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(target.Read(parsed), TimeSpan.FromSeconds(parsed.GetValue(interval)), parsed.GetValue(duration), cancellation));
        return command;
    }

    private static async Task<int> RunAsync((int? Id, string? Name) who, TimeSpan interval, TimeSpan? duration, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            var target = await TargetProcess.FindAsync(who.Id, who.Name, cancellation);
            var session = new MonitorSession(target);
            // A thread of its own: recording blocks.
            var recording = Task.Factory.StartNew(() => session.Run(duration, ending.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await ShowAsync(session, recording, interval, ending);
            if (await recording is { } reason)
            {
                await Console.Error.WriteLineAsync($"appfrag: {SafeText.OneLine(reason)}");
            }

            return ExitCode.Fine;
        }
        catch (CannotAttachException exception)
        {
            await Console.Error.WriteLineAsync("appfrag: " + SafeText.OneLine(exception.Message));
            return ExitCode.CannotRead;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C while attaching: nothing was to be kept.
            return ExitCode.Fine;
        }
    }

    private static async Task ShowAsync(MonitorSession session, Task recording, TimeSpan interval, CancellationTokenSource ending)
    {
        var view = new MonitorView(Terminals.Open());
        bool hasKeys = !Console.IsInputRedirected && !Console.IsOutputRedirected;
        MonitorPicture? shown = null;
        var next = TimeProvider.System.GetTimestamp();
        using var keys = new PeriodicTimer(KeyInterval);
        while (!recording.IsCompleted && !ending.IsCancellationRequested)
        {
            if (TimeProvider.System.GetElapsedTime(next) >= TimeSpan.Zero && session.Latest is { } picture && picture != shown)
            {
                view.Show(shown = picture);
                next = TimeProvider.System.GetTimestamp() + (long)(interval.TotalSeconds * TimeProvider.System.TimestampFrequency);
            }

            if (hasKeys && Console.KeyAvailable && Console.ReadKey(intercept: true).Key == ConsoleKey.Q)
            {
                await ending.CancelAsync();
            }

            await Task.WhenAny(recording, keys.WaitForNextTickAsync().AsTask());
        }

        if (session.Latest is { } last && last != shown)
        {
            view.Show(last);
        }
    }
}
