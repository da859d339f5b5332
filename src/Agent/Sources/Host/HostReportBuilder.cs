using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Turns what was read into the report of the model. Pure.</summary>
internal static class HostReportBuilder
{
    public static HostReport Build(
        DateTimeOffset timestamp,
        HotFiles hot,
        HostSettings settings,
        ColdSources cold,
        MemoryMapCounter maps,
        CgroupReport? cgroup,
        HostScope scope,
        IReadOnlyList<SourceStatus> sources)
    {
        double? completeness = hot.Zones.Count == 0
            ? null
            : KernelIndexes.Completeness(hot.Zones.Together(0).FreePages, settings.PageSize, hot.Memory.Free);
        return new HostReport
        {
            Timestamp = timestamp,
            Scope = scope,
            PageSize = settings.PageSize,
            PmdOrder = settings.PmdOrder,
            PageblockOrder = cold.PageTypes?.PageblockOrder,
            Pageblocks = cold.Pageblocks,
            Zones = ZoneReports.Zones(hot.Zones, settings, cold.PageTypes),
            Nodes = ZoneReports.Nodes(hot.Zones, settings),
            FreeListCompleteness = completeness,
            Memory = MeminfoReader.ParseAll(hot.MeminfoText),
            Vmstat = VmstatReader.ParseReported(hot.VmstatText),
            PressureTotals = Pressure(hot),
            TransparentHugePages = settings.TransparentHugePages,
            HugePageSizes = cold.HugePageSizes,
            Sysctl = settings.Sysctl,
            RecommendedMinFreeKbytes = ReserveReports.WithHugePages(settings, cold.PageTypes?.PageblockOrder),
            DefaultMinFreeKbytes = ReserveReports.Default(settings),
            SlabCaches = cold.SlabCaches,
            SlabTotals = cold.SlabTotals,
            Process = Process(hot, cold, maps),
            Cgroup = cgroup is not null && hot.Cgroup.CurrentBytes >= 0 ? cgroup with { CurrentBytes = hot.Cgroup.CurrentBytes } : cgroup,
            Sources = HostCaveats.Add(sources, completeness, hot.Memory.Total, settings),
        };
    }

    private static Dictionary<string, long> Pressure(HotFiles hot)
    {
        var totals = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["host/some"] = hot.HostPressure.Some,
            ["host/full"] = hot.HostPressure.Full,
            ["cgroup/some"] = hot.Cgroup.Pressure.Some,
            ["cgroup/full"] = hot.Cgroup.Pressure.Full,
        };
        foreach (string unknown in totals.Where(total => total.Value < 0).Select(total => total.Key).ToArray())
        {
            totals.Remove(unknown);
        }

        return totals;
    }

    private static ProcessMemoryReport? Process(HotFiles hot, ColdSources cold, MemoryMapCounter maps)
    {
        var smaps = cold.Smaps;
        var process = new ProcessMemoryReport
        {
            ResidentBytes = Known(smaps.Resident),
            AnonymousBytes = Known(smaps.Anonymous),
            HugePageBytes = Known(smaps.AnonHugePages),
            SwapBytes = Known(smaps.Swap),
            MinorFaults = Known(hot.Stat.MinorFaults),
            MajorFaults = Known(hot.Stat.MajorFaults),
            MemoryMaps = Known(maps.Count),
            MemoryMapLimit = Known(maps.Limit),
        };
        return process == new ProcessMemoryReport() ? null : process;
    }

    private static long? Known(long value) => value >= 0 ? value : null;
}
