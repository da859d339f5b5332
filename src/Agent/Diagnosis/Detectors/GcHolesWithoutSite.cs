using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>The GC's own accounting shows holes in generation 2 or the large object heap, and no single line makes most of the large objects.</summary>
internal sealed class GcHolesWithoutSite : IDetector
{
    // A heuristic in both parts: a percentage alone misleads on a small heap.
    private const double MinRatio = 0.4;
    private const long MinHoles = 64L << 20;
    private const int MinCollections = 3;

    public const string Id = "gc-heap-holes";

    public string FindingId => Id;

    public Finding? Detect(DiagnosisWindow window)
    {
        var gen2 = RequestBufferSite.Gen2(window);
        if (gen2.Count < MinCollections || RequestBufferSite.Find(window) is not null)
        {
            return null;
        }

        // The middle of the collections: the figure swings from one to the next (dotnet/runtime#32580).
        var middle = gen2.OrderBy(sample => Holes(sample) / (double)Math.Max(Size(sample), 1)).ElementAt(gen2.Count / 2);
        long holes = Holes(middle);
        double ratio = holes / (double)Math.Max(Size(middle), 1);
        if (holes < MinHoles || ratio < MinRatio)
        {
            return null;
        }

        return ConserveMemoryRemedy.Instance.For(
            FindingId,
            "Much of the heap is holes, and no single line stands out",
            Severity.Info,
            EvidenceLevel.ObservedInProcess,
            [
                $"{Quantity.Percent(ratio)} of generation 2 and the large object heap is holes: {Quantity.Bytes(holes)} of {Quantity.Bytes(Size(middle))}, the middle of {gen2.Count} gen2 collections. Reported from {Quantity.Percent(MinRatio)} and {Quantity.Bytes(MinHoles)} on: a heuristic.",
                RequestBufferSite.Pauses(window),
                "These holes are inside the GC's heap. The kernel's free lists are another matter and are not made from them.",
            ]);
    }

    private static long Holes(GcSample sample) => sample.Sizes[GenerationSizes.Gen2].FragmentedBytes + sample.Sizes[GenerationSizes.Loh].FragmentedBytes;

    private static long Size(GcSample sample) => sample.Sizes[GenerationSizes.Gen2].SizeBytes + sample.Sizes[GenerationSizes.Loh].SizeBytes;
}
