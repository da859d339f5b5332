using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Objects stay pinned on the ordinary heaps, and generations 0 to 2 have holes. The GC must leave a pinned object where it
/// is, so that what is free around it stays a hole. Evidence level 3: both are the runtime's own accounting of this process.
/// How much of the holes would close without the pins is not shown, and the finding says so.
/// </summary>
internal sealed class FragmentationByPinning : IDetector
{
    // Heuristics: sockets and files in flight pin some dozens of buffers in any service; a percentage alone misleads.
    private const double MinObjects = 200;
    private const double MinPinned = 1 << 20;
    private const long MinHoles = 16L << 20;
    private const double MinRatio = 0.25;

    public string FindingId => "fragmentation-by-pinning";

    public Finding? Detect(DiagnosisWindow window)
    {
        double objects = window.Pinned.Sum(type => type.Objects);
        double bytes = window.Pinned.Sum(type => type.Bytes);
        if ((objects < MinObjects && bytes < MinPinned)
            || HeapHoles.Of(window, 0, 1, GenerationSizes.Gen2) is not { } holes || !holes.AreAtLeast(MinHoles, MinRatio))
        {
            return null;
        }

        string types = string.Join(", ", window.Pinned.Take(3).Select(type => FormattableString.Invariant($"{type.Objects:0} × {type.Type} ({Quantity.Bytes(type.Bytes)})")));
        return new Finding
        {
            Id = FindingId,
            Title = "Pinned objects keep the GC from closing holes in the process's heap",
            Severity = window.Pauses.RequestsPaused > 0 || (window.HeapLimitBytes > 0 && holes.Bytes > window.HeapLimitBytes / 10) ? Severity.Warning : Severity.Info,
            Evidence = EvidenceLevel.ObservedInProcess,
            Details =
            [
                FormattableString.Invariant($"{objects:0} objects of {Quantity.Bytes(bytes)} are pinned when the GC comes by: {types}."),
                $"{holes.Of("generations 0 to 2")}, the middle of {holes.Collections} gen2 collections. Reported from {Quantity.Bytes(MinHoles)} and {Quantity.Percent(MinRatio)} with {Quantity.Count((long)MinObjects)} objects or {Quantity.Bytes(MinPinned)} pinned on: a heuristic.",
                "The GC may not move a pinned object, so what is free around it stays a hole. How much of the holes would close without the pins is not shown.",
                RequestBufferSite.Pauses(window),
                .. HostPart.Of(window),
            ],
            Numbers =
            [
                new FindingNumber("pinned.objects", objects, "{object}"), new FindingNumber("pinned.size", bytes, "By"),
                .. holes.Numbers("soh", window.HeapLimitBytes), .. PauseHarm.Numbers(window),
            ],
            Harm = PauseHarm.OfFullCollections(window),
            RuleId = "AF0008",
            Examples = window.Pauses.Worst,
            Action = "Put what stays pinned for long on the pinned object heap: GC.AllocateUninitializedArray<T>(length, pinned: true), once, at the start. Pin for the length of a call with fixed, and free each GCHandle.",
            Cost = "The pinned object heap is never compacted: allocate there early and keep it, not once per request.",
            Verify = "The type leaves the list of pinned objects (the report's GC section), and the holes of generations 0 to 2 shrink after the next gen2 collections.",
        };
    }
}
