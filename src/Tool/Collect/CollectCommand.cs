using System.CommandLine;
using System.Globalization;
using AppFrag.Model;
using AppFrag.Tool.Commands;
using AppFrag.Tool.HtmlReport;
using AppFrag.Tool.Profiles;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Collect;

/// <summary><c>appfrag collect</c>: records a process that has no agent.</summary>
internal static class CollectCommand
{
    public static Command Create()
    {
        var target = new TargetOptions();
        var duration = DurationOption.Create(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var output = new Option<string?>("--output", "-o") { Description = "Where to keep the recording (schema appfrag.run/1); by default NAME_DATE_TIME.run.json here", HelpName = "run.json" };
        var format = OutputFormatOption.Create();
        var html = HtmlOption.Create();
        var profile = ProfileOption.Create();
        var failOn = FailOnOption.Create();
        var command = new Command("collect", "Record a running .NET process from outside: collections, holes by generation, allocation sites with their lines, the host; then say what follows")
        {
            duration, output, html, profile, format, failOn,
        };
        target.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            target.Read(parsed),
            parsed.GetValue(duration),
            new Outputs(parsed.GetValue(output), parsed.GetValue(html), parsed.GetValue(profile)),
            parsed.GetValue(format),
            parsed.GetValue(failOn),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync((int? Id, string? Name) who, TimeSpan duration, Outputs outputs, OutputFormat format, Severity? failOn, CancellationToken cancellation)
    {
        if (outputs.Clash is { } clash)
        {
            await Console.Error.WriteLineAsync($"appfrag: {clash} name the same file. See 'appfrag collect --help'.");
            return ExitCode.Usage;
        }

        try
        {
            var target = await TargetProcess.FindAsync(who.Id, who.Name, cancellation);
            string title = SafeText.OneLine(target.Process.Name ?? "process");
            using var file = new OutputFile(outputs.Run ?? DefaultName(target.Process));
            using var page = outputs.Html is null ? null : new OutputFile(outputs.Html);
            using var profile = outputs.Profile is null ? null : new OutputFile(outputs.Profile);
            // A thread of its own: recording blocks.
            var run = await Task.Factory.StartNew(
                () => RunAnalysis.Analyze(ProgressView.Show(title, duration, progress => new Collector(target, duration).Run(progress, cancellation))),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            file.Complete(stream => RunFile.Write(stream, run));
            page?.Complete(stream => HtmlPage.Write(stream, run));
            profile?.Complete(stream => ProfileOutput.Write(stream, ProfileOutput.Of(run)));
            RunOutput.Write(run, format);
            await Console.Error.WriteLineAsync($"appfrag: {(run.EndedEarly is { } reason ? SafeText.OneLine(reason) + "; what there is was " : "")}written to {SafeText.OneLine(string.Join(" and ", new[] { file, page, profile }.OfType<OutputFile>().Select(written => written.Path)))}");
            return FailOnOption.ExitCodeOf(run, failOn);
        }
        catch (Exception exception) when (exception is CannotAttachException or CannotWriteException)
        {
            await Console.Error.WriteLineAsync("appfrag: " + SafeText.OneLine(exception.Message));
            return ExitCode.CannotRead;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("appfrag: interrupted before anything was recorded");
            return ExitCode.CannotRead;
        }
    }

    private static string DefaultName(RunProcess process)
    {
        string name = string.Concat((process.Name ?? "process").Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        return string.Create(CultureInfo.InvariantCulture, $"{name}_{TimeProvider.System.GetLocalNow():yyyyMMdd_HHmmss}.run.json");
    }

    /// <param name="Run">Where the recording goes; <see langword="null"/> for a name of its own.</param>
    /// <param name="Html">Where the page goes, if it is wanted.</param>
    /// <param name="Profile">Where the profile goes, if it is wanted.</param>
    private readonly record struct Outputs(string? Run, string? Html, string? Profile)
    {
        /// <summary>Two options that would overwrite each other's file.</summary>
        public string? Clash
        {
            get
            {
                (string Option, string? Path)[] all = [("-o", Run), ("--html", Html), ("--profile", Profile)];
                return all.SelectMany((one, i) => all.Skip(i + 1).Where(other => one.Path is { } path && other.Path is { } same && OutputFile.IsSame(path, same)).Select(other => $"{one.Option} and {other.Option}")).FirstOrDefault();
            }
        }
    }
}
