using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Gen2 collections one after the other because the budget of the large object heap is used up, while one line, on behalf
/// of requests, makes most of what is allocated there. Evidence level 3: the runtime itself says why it collected, and
/// the allocations carry the requests' spans. It holds whether or not the heap has holes.
/// </summary>
internal sealed class FullCollectionsFromRequestBuffers : IDetector
{
    // reason_alloc_loh of gc_reason (src/coreclr/gc/gc.h).
    private const int ReasonAllocLoh = 4;

    // Heuristics: below the first a service does not feel them; from the second on they take CPU from every request,
    // also where background collection keeps the pauses short.
    private const double MinPerMinute = 10;
    private const double CostlyPerMinute = 60;
    private const double MinShareOfReason = 0.5;

    public string FindingId => "full-collections-per-request-buffers";

    public Finding? Detect(DiagnosisWindow window)
    {
        List<GcSample> gen2 = RequestBufferSite.Gen2(window);
        int forced = gen2.Count(s => s.Reason == ReasonAllocLoh);
        if (RequestBufferSite.PerMinute(window, forced) < MinPerMinute
            || forced < gen2.Count * MinShareOfReason
            || RequestBufferSite.Find(window) is not { } site)
        {
            return null;
        }

        return new Finding
        {
            Id = FindingId,
            Title = "Per-request buffers force full garbage collections",
            Severity = window.Pauses.RequestsPaused > 0 || RequestBufferSite.PerMinute(window, forced) >= CostlyPerMinute ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                string.Create(CultureInfo.InvariantCulture, $"{forced} of {gen2.Count} gen2 collections in {Quantity.Duration(window.Length)} began because the budget of the large object heap was used up (reason alloc_loh)."),
                .. RequestBufferSite.Describe(site),
                RequestBufferSite.Pauses(window),
                .. HostPart.Of(window),
            ],
            Numbers =
            [
                new FindingNumber("gc.full.forced", forced, "{collection}"), new FindingNumber("gc.full.forced_rate", RequestBufferSite.PerMinute(window, forced) / 60, "{collection}/s"),
                .. SiteNumbers.Of(site), .. PauseHarm.Numbers(window),
            ],
            Harm = PauseHarm.OfFullCollections(window),
            Site = site,
            RuleId = RequestBufferSite.Rule(site),
            Examples = window.Pauses.Worst,
            Action = RequestBufferSite.Remedy(site),
            Cost = RequestBufferSite.Cost,
            Verify = "The site leaves the list of large allocations, and gen2 collections of reason alloc_loh become rare.",
        };
    }
}
