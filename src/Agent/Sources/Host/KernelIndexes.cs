namespace AppFrag.Sources.Host;

/// <summary>
/// The kernel's arithmetic on free lists (mm/vmstat.c, mm/compaction.c, mm/khugepaged.c), with its integers and its
/// truncating divisions, so that the results equal those of debugfs. A span holds the free blocks of each order.
/// </summary>
internal static class KernelIndexes
{
    /// <summary>An allocation of that order would succeed: there is no failure to explain.</summary>
    public const int WouldSucceed = -1000;

    public static long FreePages(ReadOnlySpan<long> freeBlocks) => SuitablePages(freeBlocks, 0);

    /// <summary>Free pages in blocks of at least <paramref name="order"/>.</summary>
    public static long SuitablePages(ReadOnlySpan<long> freeBlocks, int order)
    {
        long pages = 0;
        for (int k = order; k < freeBlocks.Length; k++)
        {
            pages += freeBlocks[k] << k;
        }

        return pages;
    }

    /// <summary>How many blocks of <paramref name="order"/> the larger free blocks could be split into.</summary>
    public static long SuitableBlocks(ReadOnlySpan<long> freeBlocks, int order) => SuitablePages(freeBlocks, order) >> order;

    /// <summary>Share of free memory that cannot serve an allocation of <paramref name="order"/>, thousandths (unusable_free_index).</summary>
    public static int Unusable(ReadOnlySpan<long> freeBlocks, int order) =>
        Unusable(FreePages(freeBlocks), SuitablePages(freeBlocks, order));

    /// <inheritdoc cref="Unusable(ReadOnlySpan{long}, int)"/>
    public static int Unusable(long freePages, long suitablePages) =>
        freePages == 0 ? 1000 : (int)((freePages - suitablePages) * 1000 / freePages);

    /// <summary>
    /// Why an allocation of <paramref name="order"/> would fail (__fragmentation_index), thousandths: towards 0 lack of
    /// memory, towards 1000 fragmentation, <see cref="WouldSucceed"/> when it would not fail. It can lie between -1000 and
    /// 0, which debugfs prints as <c>0.-500</c>.
    /// </summary>
    public static int Fragmentation(ReadOnlySpan<long> freeBlocks, int order)
    {
        long blocks = 0;
        foreach (long count in freeBlocks)
        {
            blocks += count;
        }

        if (blocks == 0)
        {
            return 0;
        }

        if (SuitablePages(freeBlocks, order) > 0)
        {
            return WouldSucceed;
        }

        return (int)(1000 - ((1000 + (FreePages(freeBlocks) * 1000 / (1L << order))) / blocks));
    }

    /// <summary>Share of the zone's free memory that is not in huge-page blocks, percent (extfrag_for_order).</summary>
    public static int ZoneScore(ReadOnlySpan<long> freeBlocks, int pmdOrder)
    {
        long free = FreePages(freeBlocks);
        return free == 0 ? 0 : (int)((free - SuitablePages(freeBlocks, pmdOrder)) * 100 / free);
    }

    /// <summary>One zone's part of its node's score; the parts of a node are summed (fragmentation_score_zone_weighted).</summary>
    public static int WeightedScore(long presentPages, int zoneScore, long nodePresentPages) =>
        (int)(presentPages * zoneScore / (nodePresentPages + 1));

    /// <summary>The node score above which kcompactd starts proactive compaction (fragmentation_score_wmark, high).</summary>
    public static int ProactiveStart(long proactiveness) => (int)Math.Min(Math.Max(100 - proactiveness, 5) + 10, 100);

    /// <summary>The node score at which proactive compaction stops again (fragmentation_score_wmark, low).</summary>
    public static int ProactiveStop(long proactiveness) => (int)Math.Max(100 - proactiveness, 5);

    /// <summary>
    /// What the kernel sets <c>vm.min_free_kbytes</c> to at boot, huge pages aside (calculate_min_free_kbytes):
    /// √(16 · low memory in KiB), 128 KiB to 256 MiB.
    /// </summary>
    public static long DefaultMinFreeKbytes(long lowMemoryPages, int pageSize) =>
        Math.Clamp((long)Math.Sqrt(lowMemoryPages * (pageSize / 1024) * 16.0), 128, 262_144);

    /// <summary>
    /// The kernel's own floor for <c>vm.min_free_kbytes</c> when huge pages are on (set_recommended_min_free_kbytes):
    /// 2 + 3·3 pageblocks per populated zone below Movable, at most 5 % of low memory.
    /// </summary>
    public static long RecommendedMinFreeKbytes(long pageblockPages, int zones, long lowMemoryPages, int pageSize) =>
        Math.Min(pageblockPages * zones * 11, lowMemoryPages / 20) * (pageSize / 1024);

    /// <summary>
    /// Share of MemFree that the free lists account for. Much below 1: memory not initialised yet or on per-CPU lists, so
    /// the indexes describe a part only. Much above 1: meminfo is not the kernel's own (LXCFS).
    /// </summary>
    public static double? Completeness(long freePages, int pageSize, long memFreeBytes) =>
        memFreeBytes > 0 ? (double)freePages * pageSize / memFreeBytes : null;
}
