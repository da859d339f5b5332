using System.CommandLine;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Tool.Commands;

namespace AppFrag.Tool.Runs;

/// <summary><c>--fail-on</c>: an exit code for scripts that watch.</summary>
internal static class FailOnOption
{
    public static Option<Severity?> Create()
    {
        var option = new Option<Severity?>("--fail-on")
        {
            Description = "Exit with 3 when there is a finding of this severity or a higher one",
            HelpName = "info|warning|critical",
            CustomParser = result =>
            {
                switch (result.Tokens[0].Value.ToLowerInvariant())
                {
                    case "info":
                        return Severity.Info;
                    case "warning":
                        return Severity.Warning;
                    case "critical":
                        return Severity.Critical;
                    default:
                        result.AddError($"--fail-on {result.Tokens[0].Value}: expected info, warning or critical.");
                        return null;
                }
            },
        };
        option.CompletionSources.Add("info", "warning", "critical");
        return option;
    }

    public static int ExitCodeOf(Run run, Severity? failOn) =>
        failOn is { } least && run.Findings.Any(finding => finding.Severity >= least && finding.Id != HealthyProcess.Id) ? ExitCode.Findings : ExitCode.Fine;
}
