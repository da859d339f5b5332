using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Holes in the large object heap, while the line that makes most of what is allocated there makes objects of very
/// different sizes: a hole that one leaves does not fit the next. Of one size they would fill each other's holes. Evidence
/// level 3: the holes are the GC's own accounting, the sizes are those of sampled objects. That other lines leave no holes is
/// not claimed.
/// </summary>
internal sealed class LohFragmentationFromVaryingSizes : IDetector
{
    // Heuristics, those of the buffers of one size.
    private const double MinShare = 1.0 / 3;
    private const long MinSamples = 20;
    private const long MinHoles = 8L << 20;
    private const double MinRatio = 0.2;

    public string FindingId => "loh-fragmentation-varying-sizes";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (window.Sites.FirstOrDefault(s => s.Kind == AllocationKind.Loh) is not { Sizes: { } sizes } site
            || site.Samples < MinSamples || site.Share < MinShare || !VaryingSizes.Of(site)
            || HeapHoles.Of(window, GenerationSizes.Loh) is not { } holes || !holes.AreAtLeast(MinHoles, MinRatio))
        {
            return null;
        }

        bool harms = window.Pauses.RequestsPaused > 0 || (window.HeapLimitBytes > 0 && holes.Bytes > window.HeapLimitBytes / 10);
        return new Finding
        {
            Id = FindingId,
            Title = "Large object heap full of holes: objects of varying sizes come and go",
            Severity = harms ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                $"{holes.Of("the large object heap")}, the middle of {holes.Collections} gen2 collections. Reported from {Quantity.Bytes(MinHoles)} and {Quantity.Percent(MinRatio)} on: a heuristic.",
                .. RequestBufferSite.Describe(site),
                $"Their sizes go from {Quantity.Bytes(sizes.Smallest)} to {Quantity.Bytes(sizes.Largest)}, {Quantity.Bytes(site.ObjectSize)} ± {Quantity.Bytes(sizes.Deviation)}: what one leaves seldom fits the next.",
                RequestBufferSite.Pauses(window),
                .. HostPart.Of(window),
            ],
            Numbers = [.. holes.Numbers("loh", window.HeapLimitBytes), .. SiteNumbers.Of(site), .. PauseHarm.Numbers(window)],
            Harm = PauseHarm.OfFullCollections(window),
            Site = site,
            RuleId = "AF0003",
            Examples = window.Pauses.Worst,
            Action = "Make the sizes few: rent from ArrayPool<T>.Shared, which rounds up to powers of two, or cut what is large into pieces of one size below 85,000 bytes.",
            Cost = "A rented array is up to twice as long as asked for, and a pool keeps some of them for later: use only the part you asked for, and return it once.",
            Verify = "The sizes of that line become few or it leaves the list of large allocations; the holes shrink at the next compacting gen2 collection, RSS may not.",
        };
    }
}
