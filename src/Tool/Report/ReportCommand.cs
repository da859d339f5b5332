using System.CommandLine;
using AppFrag.Tool.Commands;
using AppFrag.Tool.Recordings;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Report;

/// <summary><c>appfrag report</c>: what a recording shows.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A .nettrace (dotnet-trace with a GC profile) or a run.json of appfrag collect" };
        var format = OutputFormatOption.Create();
        var failOn = FailOnOption.Create();
        var command = new Command("report", "What a recording shows: collections, holes by generation, allocation sites with their lines, findings; offline, with the agent's own readers") { file, format, failOn };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(format), parsed.GetValue(failOn)));
        return command;
    }

    private static int Run(string path, OutputFormat format, Model.Severity? failOn)
    {
        try
        {
            var run = FileKind.IsNetTrace(path) ? RunAnalysis.Analyze(RecordingFile.Read(path)) : RunFile.Read(path);
            RunOutput.Write(run, format);
            return FailOnOption.ExitCodeOf(run, failOn);
        }
        catch (UnreadableRecordingException exception)
        {
            Console.Error.WriteLine("appfrag: " + SafeText.OneLine(exception.Message));
            return ExitCode.CannotRead;
        }
    }
}
