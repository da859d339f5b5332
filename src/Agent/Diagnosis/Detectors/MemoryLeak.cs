using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// What outlives full collections grows at one pace and does not level off: what a leak looks like, and the only thing that can be said
/// from sizes. The longer the limit is away, the longer the growth is watched before it is called one. Evidence level 3: the
/// GC's own accounting of this process.
/// </summary>
internal sealed class MemoryLeak : IDetector
{
    public const string Id = "memory-leak";

    // Heuristics: half the way to the limit, within these.
    private static readonly TimeSpan LeastWatched = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan MostWatched = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Far = TimeSpan.FromDays(7);

    public string FindingId => Id;

    public static bool IsOne(LiveTrend trend, long limitBytes)
    {
        var enough = trend.TimeTo(limitBytes) is { } left && left.Likely / 2 < MostWatched ? left.Likely / 2 : MostWatched;
        return trend.IsSustained && trend.IsSteady && trend.Span >= (enough > LeastWatched ? enough : LeastWatched);
    }

    public Finding? Detect(DiagnosisWindow window)
    {
        if (LiveTrend.Growing(window) is not { } trend || !IsOne(trend, window.HeapLimitBytes))
        {
            return null;
        }

        var left = trend.TimeTo(window.HeapLimitBytes);
        return new Finding
        {
            Id = Id,
            Title = "Memory in the process grows with every full collection and does not level off: a leak by its trend",
            Severity = left?.Likely < Near ? Severity.Critical : left is null || left.Value.Likely < Far ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                GrowthText.Of(trend),
                GrowthText.Pace("In the later half of that time", trend.Later),
                GrowthText.Limit(trend, window.HeapLimitBytes),
                "Which objects they are cannot be told from sizes. A cache without a bound looks the same.",
            ],
            Numbers = GrowthText.Numbers(trend, window.HeapLimitBytes),
            Harm = new FindingHarm { Window = trend.Span, TimeToLimit = left?.Likely },
            Action = "Take two heap dumps some minutes apart and compare which types became more (appfrag prints the command for one); then mend what holds them. A restart is a stop-gap only: it starts the same growth again.",
            Command = GrowthText.Dump(window),
            Cost = "A heap dump makes a full collection and stops the process while it is written, a second or so per GiB.",
            Verify = "The size after full collections stays level under the same load for as long as it has grown until now.",
        };
    }
}
