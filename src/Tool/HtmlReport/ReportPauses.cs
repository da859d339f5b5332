using AppFrag.Tool.Runs;

namespace AppFrag.Tool.HtmlReport;

/// <summary>Pauses of the page, as columns; the longest of each slot of time.</summary>
internal sealed record ReportPauses
{
    /// <summary>Seconds since the start of the recording.</summary>
    public required IReadOnlyList<double> At { get; init; }

    public required IReadOnlyList<double> Seconds { get; init; }

    public required IReadOnlyList<int> Generation { get; init; }

    public required IReadOnlyList<string> Reason { get; init; }

    public static ReportPauses Of(Run run, Slots slots)
    {
        var shown = slots.Pick(run.Pauses, pause => pause.At, pause => pause.Seconds);
        return new ReportPauses
        {
            At = [.. shown.Select(pause => pause.At)],
            Seconds = [.. shown.Select(pause => pause.Seconds)],
            Generation = [.. shown.Select(pause => pause.Generation)],
            Reason = [.. shown.Select(pause => pause.Reason)],
        };
    }
}
