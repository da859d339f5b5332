using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Large object heap full of holes while one line, on behalf of requests, makes most of what is allocated there.
/// Evidence level 3: both the holes (the GC's own accounting) and the allocations (samples that carry the request's
/// span) were observed in this process. It does not claim how much latency the holes cost.
/// </summary>
internal sealed class LohFragmentationFromRequestBuffers : IDetector
{
    // A percentage alone misleads on a small heap: 58 % of 5 MiB harms nobody.
    private const long MinHoles = 8L << 20;
    private const double MinRatio = 0.2;

    public string FindingId => "loh-fragmentation-per-request-buffers";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (RequestBufferSite.Find(window) is not { } site || VaryingSizes.Of(site)
            || HeapHoles.Of(window, GenerationSizes.Loh) is not { } holes || !holes.AreAtLeast(MinHoles, MinRatio))
        {
            return null;
        }

        bool harms = window.Pauses.RequestsPaused > 0 || (window.HeapLimitBytes > 0 && holes.Bytes > window.HeapLimitBytes / 10);
        return new Finding
        {
            Id = FindingId,
            Title = "Large object heap full of holes from per-request buffers",
            Severity = harms ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details = [Holes(window, holes), .. RequestBufferSite.Describe(site), RequestBufferSite.Pauses(window), .. HostPart.Of(window)],
            Numbers = [.. holes.Numbers("loh", window.HeapLimitBytes), .. SiteNumbers.Of(site), .. PauseHarm.Numbers(window)],
            Harm = PauseHarm.OfFullCollections(window),
            Site = site,
            RuleId = RequestBufferSite.Rule(site),
            Examples = window.Pauses.Worst,
            Action = RequestBufferSite.Remedy(site),
            Cost = RequestBufferSite.Cost,
            Verify = "The site leaves the list of large allocations and gen2 collections become fewer; the holes shrink at the next compacting gen2 collection, RSS may not.",
        };
    }

    private static string Holes(DiagnosisWindow window, HeapHoles holes)
    {
        string limit = window.HeapLimitBytes > 0 ? $" (heap limit {Quantity.Bytes(window.HeapLimitBytes)})" : "";
        string trend = window.HoleTrends.FirstOrDefault(t => t.Name == "loh") is { } loh
            ? $"; {Signed(loh.BytesPerMinute)} a minute ({Signed(loh.BytesPerMinuteLow)} to {Signed(loh.BytesPerMinuteHigh)}) over the last {loh.Collections}"
            : "";
        return $"{holes.Of("the large object heap")}{limit}, the middle of {holes.Collections} gen2 collections{trend}.";
    }

    private static string Signed(double bytes) => (bytes < 0 ? "-" : "+") + Quantity.Bytes(Math.Abs(bytes));
}
