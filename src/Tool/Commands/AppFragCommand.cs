using System.CommandLine;
using System.CommandLine.Help;
using AppFrag.Tool.Collect;
using AppFrag.Tool.Report;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Commands;

/// <summary>The whole command line: parses, turns mistakes into one line, runs.</summary>
internal static class AppFragCommand
{
    /// <summary>EPIPE, which .NET keeps in HResult.</summary>
    private const int BrokenPipe = 32;

    /// <summary>After Ctrl-C a recording is still named and written.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(60);

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

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TerminationTimeout });
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
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Why a .NET service slows down although memory looks free: the host's free lists, read with the kernel's own arithmetic.")
        {
            HostCommand.Create(),
            KernelCommand.Create(),
            PsCommand.Create(),
            CollectCommand.Create(),
            ReportCommand.Create(),
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
