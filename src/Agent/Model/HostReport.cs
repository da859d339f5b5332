namespace AppFrag.Model;

/// <summary>The Linux host's memory at one moment, as the kernel reports it. Inside a virtual machine the host is the guest; inside a container it is the node.</summary>
public sealed record HostReport
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Whose memory this is: the machine of the process, or the node that its container shares with others.</summary>
    public HostScope Scope { get; init; }

    /// <summary>Bytes per page, e.g. 4096.</summary>
    public required int PageSize { get; init; }

    /// <summary>Order of a huge page: log2(hpage_pmd_size / page size), 9 on x86-64 with 4 KiB pages.</summary>
    public required int PmdOrder { get; init; }

    /// <summary>One entry per node and zone of <c>/proc/buddyinfo</c>; empty when it could not be read.</summary>
    public required IReadOnlyList<ZoneReport> Zones { get; init; }

    /// <summary><c>/proc/meminfo</c>, bytes by field name.</summary>
    public required IReadOnlyDictionary<string, long> Memory { get; init; }

    /// <summary>The compaction, stall, THP and reclaim counters of <c>/proc/vmstat</c>, by kernel name; cumulative since boot.</summary>
    public required IReadOnlyDictionary<string, long> Vmstat { get; init; }

    /// <summary>Memory pressure stall totals by <c>scope/kind</c> (<c>host/some</c>, <c>host/full</c>, <c>cgroup/some</c>, <c>cgroup/full</c>), microseconds since boot or cgroup creation.</summary>
    public required IReadOnlyDictionary<string, long> PressureTotals { get; init; }

    /// <summary>Order of a pageblock, the unit of mobility grouping; <see langword="null"/> without <c>/proc/pagetypeinfo</c> (root only).</summary>
    public int? PageblockOrder { get; init; }

    /// <summary>Pageblocks of all zones by migrate type; empty without <c>/proc/pagetypeinfo</c> (root only).</summary>
    public IReadOnlyList<PageblockReport> Pageblocks { get; init; } = [];

    /// <summary>One entry per NUMA node with the kernel's proactive compaction score; empty without buddyinfo.</summary>
    public IReadOnlyList<NodeReport> Nodes { get; init; } = [];

    /// <summary>Share of <c>MemFree</c> that <see cref="Zones"/> account for, normally just below 1; <see langword="null"/> when either is unknown. Below 0.9 the indexes describe only a part of free memory.</summary>
    public double? FreeListCompleteness { get; init; }

    /// <summary>
    /// Settings of transparent huge pages by file name below <c>/sys/kernel/mm/transparent_hugepage</c>: <c>enabled</c>,
    /// <c>defrag</c> and <c>shmem_enabled</c> (the chosen word), <c>hpage_pmd_size</c> (bytes), <c>use_zero_page</c>,
    /// <c>khugepaged/…</c>; those that the kernel has.
    /// </summary>
    public IReadOnlyDictionary<string, string> TransparentHugePages { get; init; } = new Dictionary<string, string>();

    /// <summary>One entry per size of transparent huge pages, smallest first; empty before Linux 6.8.</summary>
    public IReadOnlyList<HugePageSizeReport> HugePageSizes { get; init; } = [];

    /// <summary>The sysctls that govern compaction, reserves and mappings, by their name below <c>vm</c>; one from elsewhere with its directory (<c>kernel.numa_balancing</c>).</summary>
    public IReadOnlyDictionary<string, long> Sysctl { get; init; } = new Dictionary<string, long>();

    /// <summary>The kernel's own recommendation for <c>vm.min_free_kbytes</c> when huge pages are on, KiB; <see langword="null"/> without zoneinfo.</summary>
    public long? RecommendedMinFreeKbytes { get; init; }

    /// <summary>What the kernel sets <c>vm.min_free_kbytes</c> to at boot, huge pages aside, KiB; <see langword="null"/> without zoneinfo.</summary>
    public long? DefaultMinFreeKbytes { get; init; }

    /// <summary>The kernel object caches that are largest, waste most or grew most, largest first, at most twenty; empty unless run as root.</summary>
    public IReadOnlyList<SlabCacheReport> SlabCaches { get; init; } = [];

    /// <summary>All kernel object caches together; <see langword="null"/> unless run as root.</summary>
    public SlabTotals? SlabTotals { get; init; }

    /// <summary>Memory of the process that read all this; <see langword="null"/> when nothing of it could be read.</summary>
    public ProcessMemoryReport? Process { get; init; }

    /// <summary>Memory of the process's own cgroup; <see langword="null"/> when it has none or cannot be read.</summary>
    public CgroupReport? Cgroup { get; init; }

    /// <summary>Every source that was tried and, if unusable, why.</summary>
    public required IReadOnlyList<SourceStatus> Sources { get; init; }
}
