using System.CommandLine;
using AppFrag.Tool.Commands;
using AppFrag.Tool.HtmlReport;
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
        var html = HtmlOption.Create();
        var failOn = FailOnOption.Create();
        var command = new Command("report", "What a recording shows: collections, holes by generation, allocation sites with their lines, findings; offline, with the agent's own readers") { file, format, html, failOn };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(format), parsed.GetValue(html), parsed.GetValue(failOn)));
        return command;
    }

    private static int Run(string path, OutputFormat format, string? html, Model.Severity? failOn)
    {
        try
        {
            if (html is not null && OutputFile.IsSame(path, html))
            {
                throw new CannotWriteException($"{html}: is the recording itself; give another name for the report");
            }

            bool isNetTrace = FileKind.IsNetTrace(path);
            using var page = html is null ? null : new OutputFile(html);
            var run = isNetTrace ? RunAnalysis.Analyze(RecordingFile.Read(path)) : RunFile.Read(path);
            page?.Complete(stream => HtmlPage.Write(stream, run));
            RunOutput.Write(run, format);
            if (page is not null)
            {
                Console.Error.WriteLine($"appfrag: report written to {SafeText.OneLine(page.Path)}");
            }

            return FailOnOption.ExitCodeOf(run, failOn);
        }
        catch (Exception exception) when (exception is UnreadableRecordingException or CannotWriteException)
        {
            Console.Error.WriteLine("appfrag: " + SafeText.OneLine(exception.Message));
            return ExitCode.CannotRead;
        }
    }
}
