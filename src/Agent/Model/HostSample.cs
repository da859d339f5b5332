namespace AppFrag.Model;

/// <summary>
/// The few host numbers kept on the timeline, one per tick. A counter that the kernel does not offer is -1; rates are
/// differences of two samples.
/// </summary>
internal readonly record struct HostSample
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks (CLOCK_MONOTONIC).</summary>
    public required long Timestamp { get; init; }

    public required long MemTotalBytes { get; init; }

    public required long MemFreeBytes { get; init; }

    public required long MemAvailableBytes { get; init; }

    /// <summary>Unusable index at PMD order over all zones together, thousandths; -1 without buddyinfo.</summary>
    public required int UnusableIndexPmd { get; init; }

    /// <summary>Free blocks of at least PMD order over all zones, counted in PMD-sized blocks; -1 without buddyinfo.</summary>
    public required long FreePmdBlocks { get; init; }

    /// <summary>vmstat compact_stall.</summary>
    public required long CompactionStalls { get; init; }

    /// <summary>vmstat compact_fail.</summary>
    public required long CompactionFailures { get; init; }

    /// <summary>vmstat allocstall_*, summed over zones.</summary>
    public required long AllocationStalls { get; init; }

    /// <summary>vmstat thp_fault_fallback.</summary>
    public required long ThpFaultFallbacks { get; init; }

    /// <summary>/proc/pressure/memory some total, microseconds.</summary>
    public required long HostPressureSome { get; init; }

    /// <summary>/proc/pressure/memory full total, microseconds.</summary>
    public required long HostPressureFull { get; init; }

    /// <summary>memory.pressure some total of the process's own cgroup, microseconds.</summary>
    public required long CgroupPressureSome { get; init; }

    /// <summary>memory.pressure full total of the process's own cgroup, microseconds.</summary>
    public required long CgroupPressureFull { get; init; }
}
