namespace AppFrag.Correlation;

/// <summary>The values that the timeline holds side by side, one a second. What each is and where it comes from: <see cref="TimelineFeed"/>.</summary>
internal enum TimelineSeries
{
    /// <summary>Direct compactions of the host, per second.</summary>
    CompactionStalls,

    /// <summary>Direct reclaims of the host, per second.</summary>
    AllocationStalls,

    /// <summary>Huge-page faults of the host that got small pages instead, per second.</summary>
    HugePageFallbacks,

    /// <summary>Share of the host's free memory that cannot form a huge page, 0 to 1.</summary>
    UnusableIndex,

    /// <summary>Share of time in which some task of the host waited for memory.</summary>
    HostPressure,

    /// <summary>Share of time in which some task of the own cgroup waited for memory.</summary>
    CgroupPressure,

    /// <summary>Change of the kernel's unreclaimable slab, bytes per second; may be negative.</summary>
    SlabGrowth,

    /// <summary>Share of the host's memory that is not available, 0 to 1.</summary>
    MemoryLoad,

    /// <summary>Major page faults of this process, per second.</summary>
    MajorFaults,

    /// <summary>Bytes that this process allocated, per second.</summary>
    AllocationRate,

    /// <summary>Collections of generation 2, per second.</summary>
    Gen2Collections,

    /// <summary>Share of time in which the GC held all managed threads.</summary>
    PauseTime,

    /// <summary>GC pauses of at least the configured minimum, in the second in which they began.</summary>
    LongPauses,

    /// <summary>Holes in all generations after the latest collection, bytes.</summary>
    GcHoles,
}
