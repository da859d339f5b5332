using AppFrag.Model;
using Microsoft.Extensions.Logging;

namespace AppFrag.Export;

/// <summary>Writes what becomes of findings to the log, each record with the trace context of the request that paid most.</summary>
internal sealed class FindingLog(ILogger logger)
{
    public const string Category = "AppFrag.Findings";

    private static readonly EventId Opened = new(1, "FindingOpened");
    private static readonly EventId Closed = new(2, "FindingClosed");
    private static readonly EventId Updated = new(3, "FindingUpdated");

    public void Write(IReadOnlyList<FindingChange> changes)
    {
        foreach (FindingChange change in changes)
        {
            LogLevel level = LevelOf(change);
            if (logger.IsEnabled(level))
            {
                FindingExample? worst = change.Kind != FindingChangeKind.Closed && change.Finding.Examples is [var first, ..] ? first : null;
                TraceCarrier.Run(worst, () => logger.Log(level, EventOf(change.Kind), new FindingRecord(change), null, (record, _) => record.ToString()));
            }
        }
    }

    // A symptom is in the log for its numbers; who is woken is decided by its root.
    private static LogLevel LevelOf(FindingChange change) => change switch
    {
        { Kind: FindingChangeKind.Closed } or { Finding.SymptomOf: not null } => LogLevel.Information,
        { Finding.Severity: Severity.Critical } => LogLevel.Error,
        { Finding.Severity: Severity.Warning } => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private static EventId EventOf(FindingChangeKind kind) => kind switch
    {
        FindingChangeKind.Opened => Opened,
        FindingChangeKind.Closed => Closed,
        _ => Updated,
    };
}
