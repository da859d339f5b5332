using AppFrag.Model;
using Microsoft.Extensions.Logging;

namespace AppFrag.Export;

/// <summary>Logs a finding when it opens, when its severity changes and when it closes; never while it just stays.</summary>
internal sealed partial class FindingLog(ILogger logger)
{
    public const string Category = "AppFrag.Findings";

    private Dictionary<string, Finding> _open = [];

    public void Update(IReadOnlyList<Finding> findings)
    {
        var now = findings.ToDictionary(f => f.Id);
        foreach (Finding finding in findings)
        {
            if (!_open.TryGetValue(finding.Id, out Finding? before) || before.Severity != finding.Severity)
            {
                LogOpened(finding);
            }
        }

        foreach (Finding finding in _open.Values)
        {
            if (!now.ContainsKey(finding.Id))
            {
                Closed(logger, finding.Id, finding.Title);
            }
        }

        _open = now;
    }

    private void LogOpened(Finding finding)
    {
        LogLevel level = finding.Severity switch { Severity.Critical => LogLevel.Error, Severity.Warning => LogLevel.Warning, _ => LogLevel.Information };
        if (logger.IsEnabled(level))
        {
            string details = string.Join('\n', finding.Details);
            string? trace = finding.ExampleTraces.Count > 0 ? finding.ExampleTraces[0] : null;
            string howTo = HowTo(finding);
            Opened(logger, level, finding.Id, finding.Title, (int)finding.Evidence, details, finding.Action, howTo, finding.Verify, trace);
        }
    }

    /// <summary>The lines between what to do and how to check it; those that a finding does not have are left out.</summary>
    private static string HowTo(Finding finding)
    {
        string now = finding.Setting is { } setting
            ? $"\nNow: {setting.Name} = {setting.CurrentValue ?? "unknown"}{(setting.DefaultValue is { } usual ? $" (by default: {usual})" : "")}"
            : "";
        return now + Line("Run", finding.Command) + Line("Undo", finding.Undo) + Line("Cost", finding.Cost);

        static string Line(string label, string? text) => text is null ? "" : $"\n{label}: {text}";
    }

    [LoggerMessage(EventId = 1, Message = "{Title} (finding {FindingId}, evidence {Evidence} of 4)\n{Details}\nDo: {Action}{HowTo}\nCheck: {Verify}\nWorst trace: {ExampleTrace}")]
    private static partial void Opened(ILogger logger, LogLevel level, string findingId, string title, int evidence, string details, string action, string howTo, string verify, string? exampleTrace);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "No longer seen: {Title} (finding {FindingId})")]
    private static partial void Closed(ILogger logger, string findingId, string title);
}
