namespace AppFrag.Model;

/// <summary>The Linux host's memory at one moment, as the kernel reports it. Inside a virtual machine the host is the guest; inside a container it is the node.</summary>
public sealed record HostReport
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset Timestamp { get; init; }

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

    /// <summary>One entry per NUMA node with the kernel's proactive compaction score; empty without buddyinfo.</summary>
    public IReadOnlyList<NodeReport> Nodes { get; init; } = [];

    /// <summary>Share of <c>MemFree</c> that <see cref="Zones"/> account for, normally just below 1; <see langword="null"/> when either is unknown. Below 0.9 the indexes describe only a part of free memory.</summary>
    public double? FreeListCompleteness { get; init; }

    /// <summary><c>enabled</c> and <c>defrag</c> of transparent huge pages (the chosen word) and <c>hpage_pmd_size</c> (bytes).</summary>
    public IReadOnlyDictionary<string, string> TransparentHugePages { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>vm</c> sysctls that govern compaction and reserves, by kernel name.</summary>
    public IReadOnlyDictionary<string, long> Sysctl { get; init; } = new Dictionary<string, long>();

    /// <summary>The kernel's own recommendation for <c>vm.min_free_kbytes</c> when huge pages are on, KiB; <see langword="null"/> without zoneinfo.</summary>
    public long? RecommendedMinFreeKbytes { get; init; }

    /// <summary>The largest kernel object caches, largest first, at most ten; empty unless run as root.</summary>
    public IReadOnlyList<SlabCacheReport> SlabCaches { get; init; } = [];

    /// <summary>Memory of the process's own cgroup; <see langword="null"/> when it has none or cannot be read.</summary>
    public CgroupReport? Cgroup { get; init; }

    /// <summary>Every source that was tried and, if unusable, why.</summary>
    public required IReadOnlyList<SourceStatus> Sources { get; init; }
}

/// <summary>One zone of <c>/proc/buddyinfo</c> with the kernel's own indexes (mm/vmstat.c), one value per order.</summary>
/// <param name="Node">NUMA node.</param>
/// <param name="Zone">Zone name, e.g. <c>Normal</c>.</param>
/// <param name="FreeBlocks">Free blocks of each order.</param>
/// <param name="FreePages">Free pages in all blocks.</param>
/// <param name="UnusableIndex">Unusable free space index, thousandths, 0 to 1000.</param>
/// <param name="FragmentationIndex">Fragmentation index (extfrag), thousandths; -1000 means an allocation would succeed.</param>
public sealed record ZoneReport(
    int Node,
    string Zone,
    IReadOnlyList<long> FreeBlocks,
    long FreePages,
    IReadOnlyList<int> UnusableIndex,
    IReadOnlyList<int> FragmentationIndex);
