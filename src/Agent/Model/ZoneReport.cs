namespace AppFrag.Model;

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
    IReadOnlyList<int> FragmentationIndex)
{
    /// <summary>How many huge pages the free blocks of at least PMD order make; those blocks may be larger.</summary>
    public long FreeHugePages { get; init; }

    /// <summary>What the zone holds and where reclaim starts (<c>/proc/zoneinfo</c>); <see langword="null"/> when it could not be read.</summary>
    public ZoneWatermarks? Watermarks { get; init; }

    /// <summary>Free blocks and pageblocks by migrate type (<c>/proc/pagetypeinfo</c>); empty unless run as root.</summary>
    public IReadOnlyList<MigrateTypeReport> MigrateTypes { get; init; } = [];
}
