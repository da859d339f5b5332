using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Turns what one tick read into a sample. Does not allocate.</summary>
internal static class HostSampleBuilder
{
    private const int SmallestCostlyOrder = 3;

    /// <param name="timestamp">Of the tick.</param>
    /// <param name="hot">What it read.</param>
    /// <param name="pmdOrder">Order of a huge page.</param>
    /// <param name="maps">Mappings, as last counted.</param>
    /// <param name="cgroupLimit">The own cgroup's lowest limit as last read; -1 without one.</param>
    /// <param name="unmovablePageblocks">As last read; -1 while unknown.</param>
    public static HostSample Build(long timestamp, HotFiles hot, int pmdOrder, MemoryMapCounter maps, long cgroupLimit, long unmovablePageblocks)
    {
        bool hasZones = hot.Zones.Count > 0;
        var (free, huge) = hot.Zones.Together(pmdOrder);
        var (_, costly) = hot.Zones.Together(SmallestCostlyOrder);
        return new HostSample
        {
            Timestamp = timestamp,
            MemTotalBytes = hot.Memory.Total,
            MemFreeBytes = hot.Memory.Free,
            MemAvailableBytes = hot.Memory.Available,
            SlabReclaimableBytes = hot.Memory.SlabReclaimable,
            SlabUnreclaimableBytes = hot.Memory.SlabUnreclaimable,
            KernelStackBytes = hot.Memory.KernelStack,
            PageTablesBytes = hot.Memory.PageTables,
            AnonHugePagesBytes = hot.Memory.AnonHugePages,
            UnusableIndexPmd = hasZones ? KernelIndexes.Unusable(free, huge) : -1,
            FreePmdBlocks = hasZones ? huge >> pmdOrder : -1,
            UnusableIndexOrder3 = hasZones ? KernelIndexes.Unusable(free, costly) : -1,
            FreeOrder3Blocks = hasZones ? costly >> SmallestCostlyOrder : -1,
            CompactionStalls = hot.Vmstat.CompactionStalls,
            CompactionFailures = hot.Vmstat.CompactionFailures,
            CompactionSuccesses = hot.Vmstat.CompactionSuccesses,
            CompactionDaemonWakes = hot.Vmstat.CompactionDaemonWakes,
            AllocationStalls = hot.Vmstat.AllocationStalls,
            ThpFaultAllocations = hot.Vmstat.ThpFaultAllocations,
            ThpFaultFallbacks = hot.Vmstat.ThpFaultFallbacks,
            ThpCollapseFailures = hot.Vmstat.ThpCollapseFailures,
            KswapdLowWatermarkHits = hot.Vmstat.KswapdLowWatermarkHits,
            KswapdScannedPages = hot.Vmstat.KswapdScannedPages,
            DirectScannedPages = hot.Vmstat.DirectScannedPages,
            RefaultedPages = hot.Vmstat.RefaultedPages,
            MajorFaults = hot.Vmstat.MajorFaults,
            SwappedInPages = hot.Vmstat.SwappedInPages,
            SwappedOutPages = hot.Vmstat.SwappedOutPages,
            OomKills = hot.Vmstat.OomKills,
            FreePagesInWholeBlocks = hot.Vmstat.FreePagesInWholeBlocks,
            HostPressureSome = hot.HostPressure.Some,
            HostPressureFull = hot.HostPressure.Full,
            CgroupPressureSome = hot.Cgroup.Pressure.Some,
            CgroupPressureFull = hot.Cgroup.Pressure.Full,
            CgroupCurrentBytes = hot.Cgroup.CurrentBytes,
            CgroupLimitBytes = cgroupLimit,
            CgroupMaxEvents = hot.Cgroup.Events.Max,
            CgroupHighEvents = hot.Cgroup.Events.High,
            CgroupOomKills = hot.Cgroup.Events.OomKill,
            ProcessMinorFaults = hot.Stat.MinorFaults,
            ProcessMajorFaults = hot.Stat.MajorFaults,
            MemoryMaps = maps.Count,
            MemoryMapLimit = maps.Limit,
            UnmovablePageblocks = unmovablePageblocks,
        };
    }
}
