namespace AppFrag.Model;

/// <summary>
/// The host numbers kept on the timeline, one sample per tick. What the kernel does not offer, or could not be read, is -1;
/// rates are differences of two samples of which neither is -1. Vmstat counters are since boot.
/// </summary>
internal readonly record struct HostSample
{
    public HostSample()
    {
    }

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

    /// <summary>Unusable index at order 3 over all zones together, thousandths. Above order 3 requests are "costly": the kernel gives up on them early.</summary>
    public int UnusableIndexOrder3 { get; init; } = -1;

    /// <summary>Free blocks of at least order 3 over all zones, counted in blocks of order 3.</summary>
    public long FreeOrder3Blocks { get; init; } = -1;

    /// <summary>meminfo SReclaimable.</summary>
    public long SlabReclaimableBytes { get; init; } = -1;

    /// <summary>meminfo SUnreclaim.</summary>
    public long SlabUnreclaimableBytes { get; init; } = -1;

    /// <summary>meminfo KernelStack.</summary>
    public long KernelStackBytes { get; init; } = -1;

    /// <summary>meminfo PageTables.</summary>
    public long PageTablesBytes { get; init; } = -1;

    /// <summary>meminfo AnonHugePages.</summary>
    public long AnonHugePagesBytes { get; init; } = -1;

    /// <summary>vmstat compact_success.</summary>
    public long CompactionSuccesses { get; init; } = -1;

    /// <summary>vmstat compact_daemon_wake.</summary>
    public long CompactionDaemonWakes { get; init; } = -1;

    /// <summary>vmstat thp_fault_alloc.</summary>
    public long ThpFaultAllocations { get; init; } = -1;

    /// <summary>vmstat thp_collapse_alloc_failed.</summary>
    public long ThpCollapseFailures { get; init; } = -1;

    /// <summary>vmstat kswapd_low_wmark_hit_quickly: reclaim had to start again at once.</summary>
    public long KswapdLowWatermarkHits { get; init; } = -1;

    /// <summary>vmstat pgscan_kswapd, pages.</summary>
    public long KswapdScannedPages { get; init; } = -1;

    /// <summary>vmstat pgscan_direct, pages.</summary>
    public long DirectScannedPages { get; init; } = -1;

    /// <summary>vmstat workingset_refault_*: pages read again soon after they were reclaimed.</summary>
    public long RefaultedPages { get; init; } = -1;

    /// <summary>vmstat pgmajfault.</summary>
    public long MajorFaults { get; init; } = -1;

    /// <summary>vmstat pswpout, pages.</summary>
    public long SwappedOutPages { get; init; } = -1;

    /// <summary>vmstat pswpin, pages.</summary>
    public long SwappedInPages { get; init; } = -1;

    /// <summary>vmstat oom_kill.</summary>
    public long OomKills { get; init; } = -1;

    /// <summary>vmstat nr_free_pages_blocks: free pages in pageblocks that are wholly free; now, not since boot.</summary>
    public long FreePagesInWholeBlocks { get; init; } = -1;

    /// <summary>Usage of the process's own cgroup, page cache included, bytes.</summary>
    public long CgroupCurrentBytes { get; init; } = -1;

    /// <summary>Lowest limit of the own cgroup and those above it, bytes, as last read; -1 without one.</summary>
    public long CgroupLimitBytes { get; init; } = -1;

    /// <summary>How often the own cgroup's usage was about to exceed its limit: memory.events max, memory.failcnt on version 1.</summary>
    public long CgroupMaxEvents { get; init; } = -1;

    /// <summary>How often the own cgroup was slowed down over memory.high: memory.events high.</summary>
    public long CgroupHighEvents { get; init; } = -1;

    /// <summary>Processes that the OOM killer ended in the own cgroup: memory.events oom_kill.</summary>
    public long CgroupOomKills { get; init; } = -1;

    /// <summary>Minor page faults of this process so far.</summary>
    public long ProcessMinorFaults { get; init; } = -1;

    /// <summary>Major page faults of this process so far.</summary>
    public long ProcessMajorFaults { get; init; } = -1;

    /// <summary>Memory mappings of this process, as last counted.</summary>
    public long MemoryMaps { get; init; } = -1;

    /// <summary>vm.max_map_count.</summary>
    public long MemoryMapLimit { get; init; } = -1;

    /// <summary>Unmovable pageblocks over all zones, as last read (root only, at most once a minute).</summary>
    public long UnmovablePageblocks { get; init; } = -1;
}
