using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using AppFrag.Tool.Kernel;
using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Processes;
using AppFrag.Tool.Kernel.Report;
using AppFrag.Tool.Kernel.Symbols;
using AppFrag.Tool.Kernel.Tracing;
using AppFrag.Tool.KernelView;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Commands;

/// <summary><c>appfrag kernel</c>: what the kernel does with memory over a while, from its own tracepoints.</summary>
internal static class KernelCommand
{
    private const int UsualRows = 10;
    private const int MostRows = 1000;

    public static Command Create()
    {
        var format = OutputFormatOption.Create();
        var duration = DurationOption.Create(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        var tracefs = new Option<string?>("--tracefs") { Description = "Where tracefs is mounted (found, or mounted for this run, by itself)", HelpName = "directory" };
        var top = new Option<int>("--top")
        {
            Description = $"Rows per table (1 to {MostRows})",
            HelpName = "rows",
            DefaultValueFactory = _ => UsualRows,
            CustomParser = ParseTop,
        };
        var counting = new Option<CountingChoice>("--counting")
        {
            Description = "How events are counted inside the kernel: auto (the default), bpf or hist",
            HelpName = "auto|bpf|hist",
            CustomParser = ParseCounting,
        };
        counting.CompletionSources.Add("auto", "bpf", "hist");

        var command = new Command("kernel", "Page mixing, compaction and reclaim by process, kernel allocations by call site, page faults: counted inside the kernel for a while (root)")
        {
            duration, format, top, counting, tracefs,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(duration),
            parsed.GetValue(format),
            parsed.GetValue(top),
            parsed.GetValue(counting),
            parsed.GetValue(tracefs),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(TimeSpan duration, OutputFormat format, int top, CountingChoice choice, string? tracefs, CancellationToken cancellation)
    {
        string? problem = !OperatingSystem.IsLinux() ? "kernel: only Linux has these events"
            : !Environment.IsPrivilegedProcess ? "kernel: needs root, because tracing shows what all processes do (sudo appfrag kernel)"
            : null;
        if (problem is null)
        {
            try
            {
                // Counting ends and everything is out of the kernel again before anything is printed: whoever reads may have gone.
                var report = await WatchAsync(duration, choice, tracefs, cancellation);
                if (format == OutputFormat.Json)
                {
                    KernelJsonView.Show(report, top);
                }
                else
                {
                    new KernelTextView(top).Show(report);
                }

                return ExitCode.Fine;
            }
            catch (IOException exception) when (exception.HResult == AppFragCommand.BrokenPipe)
            {
                // Here, because a signal that came before would otherwise decide the exit code.
                return ExitCode.Fine;
            }
            catch (KernelRefusedException exception)
            {
                problem = "kernel: " + exception.Message;
            }
        }

        await Console.Error.WriteLineAsync("appfrag: " + SafeText.OneLine(problem));
        return ExitCode.CannotRead;
    }

    private static async Task<KernelReport> WatchAsync(TimeSpan duration, CountingChoice choice, string? tracefsPath, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // Like Ctrl-C and SIGTERM, which the command line handles: the terminal going away must not leave anything behind.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, EndEarly);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, EndEarly);
        KernelObservation observation;
        using (var tracefs = Tracefs.Open(tracefsPath))
        using (var watch = KernelWatch.Start(tracefs, choice))
        {
            await WatchProgress.RunAsync(watch, duration, end.Token);
            observation = watch.Finish();
        }

        var symbols = KernelSymbols.Read(KernelReportBuilder.Addresses(observation));
        var processes = ProcessDirectory.Open(observation.WindowStart);
        return new KernelReportBuilder(observation, symbols, processes).Build(duration, TimeProvider.System.GetUtcNow(), KernelRelease());

        void EndEarly(PosixSignalContext context)
        {
            context.Cancel = true;
            end.Cancel();
        }
    }

    private static string KernelRelease()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        }
        catch (IOException)
        {
            return Environment.OSVersion.Version.ToString();
        }
    }

    private static int ParseTop(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, out int rows) && rows is >= 1 and <= MostRows)
        {
            return rows;
        }

        result.AddError($"--top {text}: expected 1 to {MostRows}.");
        return UsualRows;
    }

    private static CountingChoice ParseCounting(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        switch (text.ToLowerInvariant())
        {
            case "auto":
                return CountingChoice.Auto;
            case "bpf":
                return CountingChoice.Bpf;
            case "hist":
                return CountingChoice.Hist;
            default:
                result.AddError($"--counting {text}: expected auto, bpf or hist.");
                return CountingChoice.Auto;
        }
    }
}
