using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// What outlives full collections has grown, and it levels off, changes its pace or was not watched for long enough to be
/// called a leak: a cache that fills, a load that rises, a start. Information. Evidence level 3: the GC's own accounting of
/// this process.
/// </summary>
internal sealed class LongLivedGrowth : IDetector
{
    public string FindingId => "long-lived-growth";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (LiveTrend.Growing(window) is not { } trend || MemoryLeak.IsOne(trend, window.HeapLimitBytes))
        {
            return null;
        }

        return new Finding
        {
            Id = FindingId,
            Title = trend.IsSustained ? "Memory that lives on in the process grows" : "Memory that lives on in the process has grown and levels off",
            Severity = Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                GrowthText.Of(trend),
                GrowthText.Pace("In the later half of that time", trend.Later),
                Why(trend),
            ],
            Numbers = GrowthText.Numbers(trend, window.HeapLimitBytes),
            Harm = FindingHarm.None,
            Action = trend.IsSustained ? "Wait: it is judged again with every full collection." : "Nothing, if what it ends at fits the limit; otherwise give the cache a bound.",
            Verify = "The size after full collections (appfrag report, GC section) stays level.",
        };
    }

    private static string Why(LiveTrend trend) => (trend.IsSustained, trend.IsSteady) switch
    {
        (false, _) => "That is how a cache fills. A leak would go on at the same pace.",
        (_, false) => "Its pace changes too much to tell a leak from what rises and falls by itself.",
        _ => "It was not watched for long enough to tell a leak from a start or a rising load.",
    };
}
