namespace AppFrag.Correlation.Statistics;

/// <summary>
/// The pairs that are looked for, all of them, decided before there was any data. Each further one makes the others harder to
/// find, so a pair stands here only because a finding could rest on it. What its mechanism may claim: see docs/diagnosis.md.
/// </summary>
internal static class AssociationPairs
{
    private const TimelineSeries Allocation = TimelineSeries.AllocationRate;
    private const TimelineSeries Load = TimelineSeries.MemoryLoad;

    public static IReadOnlyList<AssociationPair> All { get; } =
    [
        new("compaction-pause", TimelineSeries.CompactionStalls, TimelineSeries.PauseTime, [Allocation, Load],
            "a GC thread that touches a new page while the kernel compacts memory waits for it, and all managed threads wait for the GC"),
        new("reclaim-pause", TimelineSeries.AllocationStalls, TimelineSeries.PauseTime, [Allocation, Load],
            "a GC thread that touches a new page may have to reclaim memory first, and all managed threads wait for the GC"),
        new("major-fault-pause", TimelineSeries.MajorFaults, TimelineSeries.PauseTime, [Allocation, Load],
            "the GC reads heap pages that were swapped out, and all managed threads wait for it"),
        new("cgroup-pressure-pause", TimelineSeries.CgroupPressure, TimelineSeries.PauseTime, [Allocation, Load],
            "GC threads are among the tasks of the own cgroup that wait for memory"),
        new("cgroup-pressure-long-pause", TimelineSeries.CgroupPressure, TimelineSeries.LongPauses, [Allocation, Load],
            "a pause becomes long when the GC's threads wait for memory"),
        new("host-cgroup-pressure", TimelineSeries.HostPressure, TimelineSeries.CgroupPressure, [Allocation],
            "a shortage of the whole host reaches the tasks of the own cgroup"),
        new("allocation-cgroup-pressure", TimelineSeries.AllocationRate, TimelineSeries.CgroupPressure, [Load],
            "new pages for the heap have to be reclaimed from the own cgroup first"),
        new("allocation-gen2", TimelineSeries.AllocationRate, TimelineSeries.Gen2Collections, [Load],
            "allocation uses up the budget of generation 2 or of the large object heap"),
        new("unusable-huge-page-fallback", TimelineSeries.UnusableIndex, TimelineSeries.HugePageFallbacks, [Allocation, Load],
            "a huge-page fault finds no free block of its size"),
        new("unusable-compaction", TimelineSeries.UnusableIndex, TimelineSeries.CompactionStalls, [Allocation, Load],
            "a request for a large block finds none and compacts memory"),
        new("slab-unusable", TimelineSeries.SlabGrowth, TimelineSeries.UnusableIndex, [Load],
            "kernel memory that cannot be moved is put into blocks that were free"),

        // Heap pages are movable: what the GC leaves free and what the kernel has free are not known to act on one another.
        new("gc-holes-unusable", TimelineSeries.GcHoles, TimelineSeries.UnusableIndex, [Allocation, Load], Mechanism: null),
    ];
}
