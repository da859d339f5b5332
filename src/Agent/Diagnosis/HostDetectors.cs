using AppFrag.Diagnosis.Detectors;

namespace AppFrag.Diagnosis;

/// <summary>Every detector that looks at the host only: the same ones in the service, in the tool and on copied trees.</summary>
internal static class HostDetectors
{
    public static IReadOnlyList<IDetector> All { get; } =
    [
        new AddressSpaceExhaustion(),
        new CgroupLimit(),
        new MemoryShortage(),
        new HighOrderStalls(),
        new ReclaimTooLate(),
        new HugePageFallback(),
        new UnmovableGrowth(),
        new SlabGrowth(),
        new KernelReserve(),
        new AtomicAllocationFailures(),
        new CostlyOrdersNotCompacted(),
        new HostIndexHighNobodyHarmed(),
    ];
}
