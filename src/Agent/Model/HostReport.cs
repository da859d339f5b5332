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
