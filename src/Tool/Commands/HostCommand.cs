using System.CommandLine;
using AppFrag.Tool.HostView;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Commands;

/// <summary><c>appfrag host</c>: the host's memory now.</summary>
internal static class HostCommand
{
    /// <summary>Long enough for a counter to move on a machine that suffers, short enough to wait for.</summary>
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(500);

    public static Command Create()
    {
        var options = new HostOptions();
        var command = new Command("host", "Free memory by zone and order with both of the kernel's indexes, pressure, compaction, huge pages, reserves; verdict and advice");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(options.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(HostRequest request, CancellationToken cancellation)
    {
        if (request.Roots.ProcessId is { } id && !Directory.Exists(request.Roots.Proc("self/")))
        {
            await Console.Error.WriteLineAsync($"appfrag: no process {id} below {SafeText.OneLine(request.Roots.Procfs)}");
            return ExitCode.CannotRead;
        }

        using var session = new HostSession(request.Roots, request.KernelLog, TimeProvider.System);
        if (!session.Read())
        {
            await Console.Error.WriteLineAsync("appfrag: " + SafeText.OneLine(session.WhyNothing));
            return ExitCode.CannotRead;
        }

        if (session.WhyNoZones is { } reason)
        {
            // The rest still counts, so this is no failure; but nobody should have to look for it.
            await Console.Error.WriteLineAsync("appfrag: no free lists, so no indexes: " + SafeText.OneLine(reason));
        }

        try
        {
            return await ShowAsync(session, request, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how --watch ends.
            return ExitCode.Fine;
        }
    }

    private static async Task<int> ShowAsync(HostSession session, HostRequest request, CancellationToken cancellation)
    {
        // A copy does not change, so a second reading of it would only pretend that nothing moved.
        if (!request.Roots.IsCopy)
        {
            await Task.Delay(BetweenReadings, cancellation);
            session.Read();
        }

        IHostView view = request.View();
        var picture = session.Capture();
        view.Show(picture);
        while (request.Refresh is { } pause)
        {
            await Task.Delay(pause, cancellation);
            session.Read();
            view.Show(session.Capture());
        }

        return picture.Findings.Any(finding => finding.Severity >= request.FailOn) ? ExitCode.Findings : ExitCode.Fine;
    }
}
