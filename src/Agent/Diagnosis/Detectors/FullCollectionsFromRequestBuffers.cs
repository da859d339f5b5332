using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Gen2 collections one after the other because the budget of the large object heap is used up, while one line, on behalf
/// of requests, makes most of what is allocated there. Evidence level 3: the runtime itself says why it collected, and
/// the allocations carry the requests' spans. It holds whether or not the heap has holes.
/// </summary>
internal sealed class FullCollectionsFromRequestBuffers : IDetector
{
    // Heuristics: below the first a service does not feel them; from the second on they take CPU from every request,
    // also where background collection keeps the pauses short.
    private const double MinPerMinute = 10;
    private const double CostlyPerMinute = 60;
    private const double MinShareOfReason = 0.5;

    public string FindingId => "full-collections-per-request-buffers";

    public Finding? Detect(DiagnosisWindow window)
    {
        var forced = ForcedCollections.In(window);
        if (forced.PerMinute < MinPerMinute
            || forced.Share < MinShareOfReason
            || RequestBufferSite.Find(window) is not { } site)
        {
            return null;
        }

        return new Finding
        {
            Id = FindingId,
            Title = "Per-request buffers force full garbage collections",
            Severity = window.Pauses.RequestsPaused > 0 || forced.PerMinute >= CostlyPerMinute ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                forced.Description,
                .. RequestBufferSite.Describe(site),
                RequestBufferSite.Pauses(window),
                .. HostPart.Of(window),
            ],
            Numbers =
            [
                new FindingNumber("gc.full.forced", forced.Count, "{collection}"), new FindingNumber("gc.full.forced_rate", forced.PerMinute / 60, "{collection}/s"),
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
