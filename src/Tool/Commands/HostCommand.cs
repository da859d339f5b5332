using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AppFrag.Sources.Host;
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
        var format = OutputFormatOption.Create();
        var procfs = Root("--procfs", HostRoots.DefaultProcfs, "procfs");
        var sysfs = Root("--sysfs", HostRoots.DefaultSysfs, "sysfs");
        var watch = new Option<bool>("--watch") { Description = "Refresh until Ctrl-C; with --format json one document per line" };
        var interval = new Option<double>("--refresh-interval")
        {
            Description = "Seconds between two refreshes of --watch (0.1 to 3600)",
            HelpName = "seconds",
            DefaultValueFactory = _ => 2,
            CustomParser = ParseSeconds,
        };

        var command = new Command("host", "Free memory by zone and order with both of the kernel's indexes, pressure, compaction, huge pages, reserves; verdict and advice")
        {
            format, watch, interval, procfs, sysfs,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            new HostRoots(parsed.GetRequiredValue(procfs), parsed.GetRequiredValue(sysfs)),
            parsed.GetValue(format),
            parsed.GetValue(watch) ? TimeSpan.FromSeconds(parsed.GetValue(interval)) : null,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(HostRoots roots, OutputFormat format, TimeSpan? refresh, CancellationToken cancellation)
    {
        using var session = new HostSession(roots, TimeProvider.System);
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

        IHostView view = format == OutputFormat.Json ? new HostJsonView(isOneLine: refresh is not null) : new HostTextView(isRefreshed: refresh is not null);
        try
        {
            // A copy does not change, so a second reading of it would only pretend that nothing moved.
            if (!roots.IsCopy)
            {
                await Task.Delay(BetweenReadings, cancellation);
                session.Read();
            }

            view.Show(session.Capture());
            while (refresh is { } pause)
            {
                await Task.Delay(pause, cancellation);
                session.Read();
                view.Show(session.Capture());
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how --watch ends.
        }

        return ExitCode.Fine;
    }

    private static double ParseSeconds(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.1 and <= 3600)
        {
            return seconds;
        }

        result.AddError($"--refresh-interval {text}: expected 0.1 to 3600 seconds.");
        return 0;
    }

    private static Option<string> Root(string name, string fallback, string what)
    {
        var option = new Option<string>(name)
        {
            Description = $"Where {what} is: a container's mount of the node's, or a copied tree",
            HelpName = "directory",
            DefaultValueFactory = _ => fallback,
        };
        option.Validators.Add(result =>
        {
            if (string.IsNullOrEmpty(result.GetValueOrDefault<string>()))
            {
                result.AddError($"{name}: expected a directory.");
            }
        });
        return option;
    }
}
