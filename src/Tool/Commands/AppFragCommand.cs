using System.CommandLine;
using System.CommandLine.Help;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Commands;

/// <summary>The whole command line: parses, turns mistakes into one line, runs.</summary>
internal static class AppFragCommand
{
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

        return await parsed.InvokeAsync();
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Why a .NET service slows down although memory looks free: the host's free lists, read with the kernel's own arithmetic.")
        {
            HostCommand.Create(),
            PsCommand.Create(),
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
