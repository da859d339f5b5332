using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// What the timeline's statistics add to a finding about the host: evidence level 1 where its series moves together with
/// another one, level 2 where a way from one to the other is open on this machine as well. Never
/// more: these are counters of the whole host, and moving together is no observation in the own process.
/// </summary>
internal static class Together
{
    // Heuristics: below this an effect is too small to act on, however certain.
    private const double MinEffect = 0.3;
    private const double MaxP = 0.05;

    private static readonly Dictionary<TimelineSeries, string> Names = new()
    {
        [TimelineSeries.CompactionStalls] = "the rate of direct compactions of the host",
        [TimelineSeries.AllocationStalls] = "the rate of direct reclaims of the host",
        [TimelineSeries.HugePageFallbacks] = "the rate of huge-page fallbacks of the host",
        [TimelineSeries.UnusableIndex] = "the unusable index of the host",
        [TimelineSeries.HostPressure] = "memory pressure of the host",
        [TimelineSeries.CgroupPressure] = "memory pressure of the own cgroup",
        [TimelineSeries.SlabGrowth] = "the growth of the kernel's slab",
        [TimelineSeries.MemoryLoad] = "memory load of the host",
        [TimelineSeries.MajorFaults] = "the rate of major page faults of this process",
        [TimelineSeries.AllocationRate] = "the allocation rate of this process",
        [TimelineSeries.Gen2Collections] = "the rate of gen2 collections of this process",
        [TimelineSeries.PauseTime] = "GC pause time of this process",
        [TimelineSeries.LongPauses] = "the number of long GC pauses of this process",
        [TimelineSeries.GcHoles] = "the size of the holes in the heap of this process",
    };

    /// <param name="finding">A finding at level 0.</param>
    /// <param name="window">Its window.</param>
    /// <param name="series">What it is about.</param>
    /// <param name="isOpen">Whether the mechanism that a pair names can be at work on this machine.</param>
    public static Finding With(this Finding finding, DiagnosisWindow window, TimelineSeries series, bool isOpen)
    {
        var strongest = window.Associations
            .Where(association => (association.Pair.First == series || association.Pair.Second == series) && Counts(association))
            .OrderByDescending(association => association.Effect)
            .FirstOrDefault();
        if (strongest is null || finding.Evidence != EvidenceLevel.Coincident)
        {
            return finding;
        }

        bool hasMechanism = isOpen && strongest.Pair.Mechanism is not null;
        return finding with
        {
            Evidence = hasMechanism ? EvidenceLevel.AssociatedWithMechanism : EvidenceLevel.Associated,
            Details =
            [
                .. finding.Details,
                FormattableString.Invariant($"In two windows without a common second, {Name(strongest.Pair.First)} moves together with {Name(strongest.Pair.Second)}, load taken out (effect {strongest.Effect:0.00}, p {strongest.AdjustedP:0.0000} corrected for all pairs, {strongest.Count} compared, lag {strongest.LagSeconds} s). That is an association and not more."),
                .. hasMechanism ? [$"A way by which it could be is open on this machine: {strongest.Pair.Mechanism}. That it is taken is not shown."] : Array.Empty<string>(),
            ],
            Numbers =
            [
                .. finding.Numbers,
                new FindingNumber("association.effect", strongest.Effect, "1"), new FindingNumber("association.p", strongest.AdjustedP, "1"), new FindingNumber("association.lag", strongest.LagSeconds, "s"),
            ],
        };
    }

    private static string Name(TimelineSeries series) => Names.GetValueOrDefault(series, series.ToString());

    private static bool Counts(Association association) => association.IsReplicated && association.Effect >= MinEffect && association.AdjustedP <= MaxP;
}
