using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

/// <summary>A healthy machine of 24 GiB to change one thing at a time, and windows over two readings of it a minute apart.</summary>
internal static class HostWindows
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static HostReport Healthy { get; } = new()
    {
        Timestamp = Start,
        PageSize = 4096,
        PmdOrder = 9,
        PageblockOrder = 9,
        Zones = [Zone("DMA32", 2, 2, 4, 2, 5, 4, 3, 3, 4, 2, 752), Zone("Normal", 492, 77, 573, 505, 270, 164, 246, 545, 280, 73, 1056)],
        Memory = new Dictionary<string, long> { ["MemTotal"] = 24L << 30, ["MemFree"] = 8L << 30, ["MemAvailable"] = 16L << 30, ["SUnreclaim"] = 200L << 20 },
        Vmstat = new Dictionary<string, long>
        {
            ["compact_stall"] = 0,
            ["compact_fail"] = 0,
            ["compact_success"] = 0,
            ["allocstall_normal"] = 0,
            ["allocstall_movable"] = 0,
            ["thp_fault_alloc"] = 0,
            ["thp_fault_fallback"] = 0,
            ["thp_fault_fallback_charge"] = 0,
            ["kswapd_low_wmark_hit_quickly"] = 0,
            ["pgmajfault"] = 0,
            ["workingset_refault_anon"] = 0,
            ["workingset_refault_file"] = 0,
            ["oom_kill"] = 0,
        },
        PressureTotals = new Dictionary<string, long> { ["host/some"] = 0, ["host/full"] = 0, ["cgroup/some"] = 0, ["cgroup/full"] = 0 },
        TransparentHugePages = new Dictionary<string, string> { ["enabled"] = "madvise", ["defrag"] = "madvise" },
        Sysctl = new Dictionary<string, long>
        {
            ["compaction_proactiveness"] = 20,
            ["extfrag_threshold"] = 500,
            ["min_free_kbytes"] = 67584,
            ["watermark_scale_factor"] = 10,
            ["watermark_boost_factor"] = 15000,
            ["max_map_count"] = 65530,
        },
        RecommendedMinFreeKbytes = 67584,
        Pageblocks = [new PageblockReport("Unmovable", 86), new PageblockReport("Movable", 12000)],
        Process = new ProcessMemoryReport { MemoryMaps = 240, MemoryMapLimit = 65530, MajorFaults = 3 },
        Cgroup = new CgroupReport(2, "/shop.slice", 100L << 20, 512L << 20, false, new Dictionary<string, long> { ["max"] = 0, ["oom"] = 0, ["oom_kill"] = 0 }),
        Sources = [],
    };

    /// <summary>Free memory of zone Normal in pieces: no block of order 9 and little above order 0.</summary>
    public static IReadOnlyList<ZoneReport> InPieces { get; } = [Zone("Normal", 383352, 9240, 583, 590, 332, 197, 95, 28, 8, 0, 0)];

    public static HostReport With(this HostReport host, params (string Name, long Value)[] vmstat) => host with { Vmstat = Merge(host.Vmstat, vmstat) };

    public static HostReport Memory(this HostReport host, params (string Name, long Value)[] memory) => host with { Memory = Merge(host.Memory, memory) };

    public static HostReport Sysctl(this HostReport host, params (string Name, long Value)[] sysctl) => host with { Sysctl = Merge(host.Sysctl, sysctl) };

    public static HostReport Pressure(this HostReport host, params (string Name, long Value)[] pressure) => host with { PressureTotals = Merge(host.PressureTotals, pressure) };

    public static HostReport HugePages(this HostReport host, string enabled, string defrag) =>
        host with { TransparentHugePages = new Dictionary<string, string> { ["enabled"] = enabled, ["defrag"] = defrag } };

    public static HostReport Events(this HostReport host, params (string Name, long Value)[] events) => host with { Cgroup = host.Cgroup! with { Events = Merge(host.Cgroup.Events, events) } };

    /// <summary>From the healthy machine to <paramref name="now"/>, a minute later.</summary>
    public static DiagnosisWindow Minute(HostReport now) => Between(Healthy, now);

    public static DiagnosisWindow Between(HostReport before, HostReport now, double seconds = 60) => new()
    {
        Length = TimeSpan.FromSeconds(seconds),
        EarlierHost = before,
        OldestHost = before,
        LatestHost = now with { Timestamp = before.Timestamp.AddSeconds(seconds) },
    };

    /// <summary>One reading, as of a copied tree.</summary>
    public static DiagnosisWindow Moment(HostReport now) => new() { Length = TimeSpan.Zero, EarlierHost = now, OldestHost = now, LatestHost = now };

    /// <summary>With the kernel's indexes, by the kernel's own arithmetic.</summary>
    public static ZoneReport Zone(string name, params long[] blocks)
    {
        int[] orders = [.. Enumerable.Range(0, blocks.Length)];
        return new ZoneReport(
            0,
            name,
            blocks,
            AppFrag.Sources.Host.KernelIndexes.FreePages(blocks),
            [.. orders.Select(order => AppFrag.Sources.Host.KernelIndexes.Unusable(blocks, order))],
            [.. orders.Select(order => AppFrag.Sources.Host.KernelIndexes.Fragmentation(blocks, order))]);
    }

    private static Dictionary<string, long> Merge(IReadOnlyDictionary<string, long> all, (string Name, long Value)[] changes)
    {
        var merged = new Dictionary<string, long>(all);
        foreach (var (name, value) in changes)
        {
            merged[name] = value;
        }

        return merged;
    }
}
