using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// One line makes most of what is allocated on the large object heap, and that heap's budget forces full collections or
/// its holes are large. For recordings made from outside: nothing ties the line to requests there, so none are named.
/// Evidence level 3, both parts were observed in the process; it does not claim that the line caused each collection.
/// </summary>
internal sealed class LargeObjectsFromOneLine : IDetector
{
    public const string Id = "large-objects-from-one-line";

    // Heuristics, those of the detectors that know the requests.
    private const double MinShare = 1.0 / 3;
    private const long MinSamples = 20;
    private const double MinForcedPerMinute = 10;
    private const double CostlyForcedPerMinute = 60;
    private const long MinHoles = 8L << 20;
    private const double MinHolesRatio = 0.2;

    public string FindingId => Id;

    public Finding? Detect(DiagnosisWindow window)
    {
        var site = window.Sites.FirstOrDefault(s => s.Kind == AllocationKind.Loh);
        var gen2 = RequestBufferSite.Gen2(window);
        if (site is null || site.Samples < MinSamples || site.Share < MinShare || site.Routes.Count > 0 || gen2.Count == 0)
        {
            return null;
        }

        var forced = ForcedCollections.In(window);
        var holes = HeapHoles.Of(window, GenerationSizes.Loh) ?? HeapHoles.None;
        if (forced.PerMinute < MinForcedPerMinute && !holes.AreAtLeast(MinHoles, MinHolesRatio))
        {
            return null;
        }

        return new Finding
        {
            Id = Id,
            Title = "Most large objects come from one line",
            Severity = forced.PerMinute >= CostlyForcedPerMinute ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                .. RequestBufferSite.Describe(site),
                forced.Description,
                $"{holes.Of("the large object heap")}, the middle of the gen2 collections.",
                RequestBufferSite.Pauses(window),
                .. HostPart.Of(window),
            ],
            Numbers =
            [
                new FindingNumber("gc.full.forced", forced.Count, "{collection}"), .. holes.Numbers("loh", window.HeapLimitBytes), .. SiteNumbers.Of(site), .. PauseHarm.Numbers(window),
            ],
            Harm = PauseHarm.OfFullCollections(window),
            Site = site,
            RuleId = RequestBufferSite.Rule(site),
            Examples = window.Pauses.Worst,
            Action = RequestBufferSite.Remedy(site),
            Cost = RequestBufferSite.Cost,
            Verify = "The line leaves the list of large allocations, and gen2 collections of reason alloc_loh become rare.",
        };
    }
}
