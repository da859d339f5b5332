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
        if (HeapHoles.Of(window, GenerationSizes.Gen2, GenerationSizes.Loh) is not { Collections: >= MinCollections } holes
            || !holes.AreAtLeast(MinHoles, MinRatio)
            || RequestBufferSite.Find(window) is not null)
        {
            return null;
        }

        return ConserveMemoryRemedy.Instance.For(
            FindingId,
            "Much of the heap is holes, and no single line stands out",
            Severity.Info,
            EvidenceLevel.ObservedInProcess,
            [
                $"{holes.Of("generation 2 and the large object heap")}, the middle of {holes.Collections} gen2 collections. Reported from {Quantity.Percent(MinRatio)} and {Quantity.Bytes(MinHoles)} on: a heuristic.",
                RequestBufferSite.Pauses(window),
                "These holes are inside the GC's heap. The kernel's free lists are another matter and are not made from them.",
            ]) with
        {
            Numbers = [.. holes.Numbers("heap", window.HeapLimitBytes), .. PauseHarm.Numbers(window)],
            Harm = PauseHarm.OfFullCollections(window),
        };
    }
}
