using AppFrag.Correlation;
using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>Most page faults that want a huge page get ordinary ones. Nothing fails by that; whether anybody notices is not known here.</summary>
internal sealed class HugePageFallback : IDetector
{
    // Heuristics: half of the faults, and enough of them to call it a share.
    private const double HighShare = 0.5;
    private const double FallbacksPerSecond = 1;
    private const long FallbacksSinceBoot = 1000;

    public string FindingId => "host-huge-page-fallback";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (HostChange.Of(window) is not { } change || change.Vmstat("thp_fault_fallback") is not { } all || change.Vmstat("thp_fault_alloc") is not { } served)
        {
            return null;
        }

        // A fallback because a cgroup had no room (thp_fault_fallback_charge, since 5.8) says nothing of the free lists.
        long fallbacks = all - Math.Min(all, change.Vmstat("thp_fault_fallback_charge") ?? 0);
        double share = fallbacks > 0 ? fallbacks / ((double)fallbacks + served) : 0;
        if (share < HighShare || !change.Reaches(fallbacks, FallbacksPerSecond, FallbacksSinceBoot) || change.Now.IsShort())
        {
            return null;
        }

        var finding = ProactiveCompactionRemedy.For(change.Now).For(
            FindingId,
            "Most page faults that want a huge page get ordinary pages",
            Severity.Info,
            EvidenceLevel.Coincident,
            [
                $"{Quantity.Count(fallbacks)} fallbacks and {Quantity.Count(served)} huge pages {change.Span}: {Quantity.Percent(share)} fell back. Reported from {Quantity.Percent(HighShare)} on: a heuristic.",
                "An ordinary page serves as well, at a little less speed; no allocation fails. Whether the own process was among them is not known.",
                .. change.OneMoment(),
            ]) with
        {
            Numbers = [new FindingNumber("host.huge_pages.fallback_share", share, "1"), new FindingNumber("host.huge_pages.fallbacks", fallbacks, "{fault}")],
        };
        return finding.With(window, TimelineSeries.HugePageFallbacks, isOpen: change.Now.TransparentHugePages.GetValueOrDefault("enabled") == "always");
    }
}
