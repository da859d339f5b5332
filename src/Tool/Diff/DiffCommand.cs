using System.CommandLine;
using AppFrag.Tool.Commands;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Diff;

/// <summary><c>appfrag diff</c>: did the change help?</summary>
internal static class DiffCommand
{
    /// <summary>Wide enough that a file or a pipe gets every row in one line.</summary>
    private const int PipedWidth = 1000;

    public static Command Create()
    {
        var before = new Argument<string>("before") { Description = "A run.json, a .nettrace or a profile, from before the change" };
        var after = new Argument<string>("after") { Description = "The same kind, from after it, under the same load" };
        var format = OutputFormatOption.Create();
        var failOn = RegressionOption.Create();
        var command = new Command("diff", "Did the change help? Sites and key figures before and after, each judged by its uncertainty") { before, after, format, failOn };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(before), parsed.GetRequiredValue(after), parsed.GetValue(format), parsed.GetValue(failOn) is not null));
        return command;
    }

    private static int Run(string beforePath, string afterPath, OutputFormat format, bool failsOnRegression)
    {
        try
        {
            var before = DiffInputs.Read(beforePath);
            var after = DiffInputs.Read(afterPath);
            if (before.Kind != after.Kind)
            {
                throw new UnreadableRecordingException($"{beforePath} is a {before.Kind} and {afterPath} a {after.Kind}: give two of the same kind");
            }

            var result = DiffAnalysis.Compare(before, after);
            if (format == OutputFormat.Json)
            {
                using var output = StandardOutput.Open();
                DiffJson.Write(output, result);
            }
            else
            {
                new DiffTextView(Terminals.Open(PipedWidth)).Show(result);
            }

            return failsOnRegression && result.Regressions.Count > 0 ? ExitCode.Findings : ExitCode.Fine;
        }
        catch (UnreadableRecordingException exception)
        {
            Console.Error.WriteLine("appfrag: " + SafeText.OneLine(exception.Message));
            return ExitCode.CannotRead;
        }
    }
}
