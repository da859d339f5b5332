using AppFrag.Model;

namespace AppFrag.Agent.Tests.Model;

/// <summary>Host samples to vary.</summary>
internal static class HostSamples
{
    /// <summary>24 GiB of memory, two thirds available; nobody has waited, no counter has moved.</summary>
    public static HostSample Calm { get; } = new()
    {
        Timestamp = 0,
        MemTotalBytes = 24L << 30,
        MemFreeBytes = 8L << 30,
        MemAvailableBytes = 16L << 30,
        UnusableIndexPmd = 800,
        FreePmdBlocks = 20,
        CompactionStalls = 0,
        CompactionFailures = 0,
        AllocationStalls = 0,
        ThpFaultFallbacks = 0,
        HostPressureSome = 0,
        HostPressureFull = 0,
        CgroupPressureSome = 0,
        CgroupPressureFull = 0,
    };
}
