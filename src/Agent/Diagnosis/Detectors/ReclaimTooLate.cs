using AppFrag.Correlation;
using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>Tasks reclaim memory themselves, and kswapd falls asleep too early, although there is enough to reclaim: demand comes in bursts.</summary>
internal sealed class ReclaimTooLate : IDetector
{
    private const double StallsPerSecond = 1;
    private const long StallsSinceBoot = 1000;

    public string FindingId => "host-reclaim-too-late";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (HostChange.Of(window) is not { } change
            || change.VmstatSum("allocstall") is not { } stalls
            || !change.Reaches(stalls, StallsPerSecond, StallsSinceBoot)
            || change.Vmstat("kswapd_low_wmark_hit_quickly") is not { } hits
            || hits == 0
            || !change.Now.HasMemory())
        {
            return null;
        }

        var finding = WatermarkScaleRemedy.For(change.Now).For(
            FindingId,
            "Tasks reclaim memory themselves although enough is available",
            change.OwnGroupWaits() == true ? Severity.Warning : Severity.Info,
            EvidenceLevel.Coincident,
            [
                $"{Quantity.Count(stalls)} allocation stalls {change.Span}; {Quantity.Count(hits)} times kswapd went to sleep and the low watermark was hit again at once.",
                $"Meanwhile {change.Now.Available()}: a shortage of moments, not of memory, and not fragmentation.",
                .. change.OwnGroupPressure(),
                "Would more RAM help? Little: what is there is not reclaimed in time.",
                .. change.OneMoment(),
            ]) with
        {
            Numbers = [new FindingNumber("host.allocation.stalls", stalls, "{stall}"), .. change.OwnGroupNumbers()],
            Harm = change.OwnGroupHarm(),
        };
        // Whoever wants a page may have to reclaim: that way is open on every machine.
        return finding.With(window, TimelineSeries.AllocationStalls, isOpen: true);
    }
}
