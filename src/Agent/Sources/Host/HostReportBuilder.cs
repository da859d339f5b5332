using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Turns what was read into the samples and reports of the model. Pure.</summary>
internal static class HostReportBuilder
{
    /// <summary>The numbers of one tick. Does not allocate.</summary>
    public static HostSample Sample(long timestamp, HotFiles hot, int pmdOrder)
    {
        var (free, suitable) = hot.Zones.Together(pmdOrder);
        bool hasZones = hot.Zones.Count > 0;
        return new HostSample
        {
            Timestamp = timestamp,
            MemTotalBytes = hot.Memory.Total,
            MemFreeBytes = hot.Memory.Free,
            MemAvailableBytes = hot.Memory.Available,
            UnusableIndexPmd = hasZones ? KernelIndexes.Unusable(free, suitable) : -1,
            FreePmdBlocks = hasZones ? suitable >> pmdOrder : -1,
            CompactionStalls = hot.Vmstat.CompactionStalls,
            CompactionFailures = hot.Vmstat.CompactionFailures,
            AllocationStalls = hot.Vmstat.AllocationStalls,
            ThpFaultFallbacks = hot.Vmstat.ThpFaultFallbacks,
            HostPressureSome = hot.HostPressure.Some,
            HostPressureFull = hot.HostPressure.Full,
            CgroupPressureSome = hot.CgroupPressure.Some,
            CgroupPressureFull = hot.CgroupPressure.Full,
        };
    }

    public static HostReport Build(
        DateTimeOffset timestamp, HotFiles hot, HostSettings settings, CgroupReport? cgroup, IReadOnlyList<SourceStatus> sources)
    {
        double? completeness = hot.Zones.Count == 0
            ? null
            : KernelIndexes.Completeness(hot.Zones.Together(0).FreePages, settings.PageSize, hot.Memory.Free);
        return new HostReport
        {
            Timestamp = timestamp,
            PageSize = settings.PageSize,
            PmdOrder = settings.PmdOrder,
            Zones = Zones(hot.Zones),
            Nodes = Nodes(hot.Zones, settings),
            FreeListCompleteness = completeness,
            Memory = MeminfoReader.ParseAll(hot.MeminfoText),
            Vmstat = VmstatReader.ParseReported(hot.VmstatText),
            PressureTotals = Pressure(hot),
            TransparentHugePages = settings.TransparentHugePages,
            Sysctl = settings.Sysctl,
            RecommendedMinFreeKbytes = RecommendedMinFreeKbytes(settings),
            SlabCaches = settings.SlabCaches,
            Cgroup = cgroup,
            Sources = completeness is { } share && CompletenessCaveat(share) is { } caveat
                ? [.. sources.Select(source => source.Name == BuddyinfoReader.Name ? source with { Reason = caveat } : source)]
                : sources,
        };
    }

    private static List<ZoneReport> Zones(BuddyinfoZones zones)
    {
        var reports = new List<ZoneReport>(zones.Count);
        for (int i = 0; i < zones.Count; i++)
        {
            var zone = zones[i];
            var freeBlocks = zone.FreeBlocks;
            int[] unusable = new int[freeBlocks.Length];
            int[] fragmentation = new int[freeBlocks.Length];
            for (int order = 0; order < freeBlocks.Length; order++)
            {
                unusable[order] = KernelIndexes.Unusable(freeBlocks, order);
                fragmentation[order] = KernelIndexes.Fragmentation(freeBlocks, order);
            }

            reports.Add(new ZoneReport(zone.Node, zone.Name, freeBlocks.ToArray(), KernelIndexes.FreePages(freeBlocks), unusable, fragmentation));
        }

        return reports;
    }

    private static List<NodeReport> Nodes(BuddyinfoZones zones, HostSettings settings)
    {
        int? startsAt = settings.Sysctl.TryGetValue("compaction_proactiveness", out long proactiveness)
            ? KernelIndexes.ProactiveStart(proactiveness)
            : null;
        var presentOf = settings.Zones.ToLookup(zone => (zone.Node, zone.Name), zone => zone.PresentPages);
        var presentOfNode = settings.Zones.ToLookup(zone => zone.Node, zone => zone.PresentPages);
        var scores = new SortedDictionary<int, int?>();
        for (int i = 0; i < zones.Count; i++)
        {
            var zone = zones[i];
            int? score = scores.GetValueOrDefault(zone.Node, 0);
            // One zone whose size is unknown makes the sum of its node unknown.
            scores[zone.Node] = presentOf.Contains((zone.Node, zone.Name))
                ? score + KernelIndexes.WeightedScore(
                    presentOf[(zone.Node, zone.Name)].First(),
                    KernelIndexes.ZoneScore(zone.FreeBlocks, settings.PmdOrder),
                    presentOfNode[zone.Node].Sum())
                : null;
        }

        return [.. scores.Select(score => new NodeReport(score.Key, score.Value, startsAt))];
    }

    private static Dictionary<string, long> Pressure(HotFiles hot)
    {
        var totals = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["host/some"] = hot.HostPressure.Some,
            ["host/full"] = hot.HostPressure.Full,
            ["cgroup/some"] = hot.CgroupPressure.Some,
            ["cgroup/full"] = hot.CgroupPressure.Full,
        };
        foreach (string unknown in totals.Where(total => total.Value < 0).Select(total => total.Key).ToArray())
        {
            totals.Remove(unknown);
        }

        return totals;
    }

    private static long? RecommendedMinFreeKbytes(HostSettings settings)
    {
        var low = settings.Zones.Where(zone => zone.IsLowMemory).ToArray();
        return low.Length == 0
            ? null
            : KernelIndexes.RecommendedMinFreeKbytes(
                1L << settings.PmdOrder,
                low.Length,
                low.Sum(zone => Math.Max(zone.ManagedPages - zone.HighPages, 0)),
                settings.PageSize);
    }

    private static string? CompletenessCaveat(double share) => share switch
    {
        < 0.9 => FormattableString.Invariant(
            $"the free lists hold {share * 100:0} % of MemFree: the rest is not initialised yet, on per-CPU lists or set aside, so the indexes describe a part only"),
        > 1.1 => FormattableString.Invariant(
            $"the free lists hold {share * 100:0} % of MemFree: meminfo is not the kernel's own here (LXCFS in a container), the free lists are the host's"),
        _ => null,
    };
}
