using AppFrag.Diagnosis.Detectors;

namespace AppFrag.Diagnosis;

/// <summary>Every detector: those of the process, then those of the host.</summary>
internal static class ServiceDetectors
{
    public static IReadOnlyList<IDetector> All { get; } =
    [
        new LohFragmentationFromVaryingSizes(),
        new LohFragmentationFromRequestBuffers(),
        new FullCollectionsFromRequestBuffers(),
        new LargeObjectsFromOneLine(),
        new FragmentationByPinning(),
        new GcHolesWithoutSite(),
        new SmallObjectGranularity(),
        new MemoryLeak(),
        new LongLivedGrowth(),
        .. HostDetectors.All,
    ];
}
