using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using AppFrag.Tool.Collect;
using AppFrag.Tool.Diff;
using AppFrag.Tool.Monitor;
using AppFrag.Tool.Profiles;
using AppFrag.Tool.Report;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Commands;

/// <summary>The whole command line: parses, turns mistakes into one line, runs.</summary>
internal static class AppFragCommand
{
    /// <summary>EPIPE, which .NET keeps in HResult.</summary>
    public const int BrokenPipe = 32;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = Create();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            string command = parsed.CommandResult.Command == root ? "appfrag" : "appfrag " + parsed.CommandResult.Command.Name;
            await Console.Error.WriteLineAsync($"appfrag: {SafeText.OneLine(parsed.Errors[0].Message)} See '{command} --help'.");
            return ExitCode.Usage;
        }

        // Our own instead of the library's, which answers with 128 + signal when a command ends a moment too early or late.
        using var ending = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, ending.Token);
        }
        catch (IOException exception) when (exception.HResult == BrokenPipe)
        {
            // Whoever read the output has had enough, like head.
            return ExitCode.Fine;
        }
        catch (IOException exception)
        {
            // A full disk behind a redirection: what was asked for could not be delivered.
            await Console.Error.WriteLineAsync("appfrag: " + SafeText.OneLine(exception.Message));
            return ExitCode.CannotRead;
        }

        // The first signal asks the command to end, and what it has is shown or written; the second ends the process.
        void End(PosixSignalContext signal)
        {
            if (!ending.IsCancellationRequested)
            {
                signal.Cancel = true;
                _ = ending.CancelAsync();
            }
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Why a .NET service slows down although memory looks free: the host's free lists, read with the kernel's own arithmetic.")
        {
            HostCommand.Create(),
            KernelCommand.Create(),
            PsCommand.Create(),
            MonitorCommand.Create(),
            CollectCommand.Create(),
            ReportCommand.Create(),
            DiffCommand.Create(),
            ProfileCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.SetAction(parsed =>
        {
            root.Parse("--help").Invoke(parsed.InvocationConfiguration);
            return ExitCode.Usage;
        });
        return root;
    }
}
