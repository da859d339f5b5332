using AppFrag.Agent.Tests.Model;
using AppFrag.Diagnosis;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

/// <summary>Sick hosts for the tests that read every text of every detector.</summary>
internal static class HostFixtures
{
    public static readonly KernelLogReport Log = new(new Dictionary<int, long> { [2] = 7, [5] = 1 }, "kworker: page allocation failure: order:2");

    public static readonly HostReport[] Sick =
    [
        HighOrderStallsTests.Stalling, HighOrderStallsTests.Stalling.HugePages("madvise", "madvise"), HugePageFallbackTests.FallingBack,
        HugePageFallbackTests.FallingBack.Sysctl(("compaction_proactiveness", 80), ("defrag_mode", 0)), ReclaimTooLateTests.Late,
        MemoryShortageTests.Short, CgroupLimitTests.AtTheLimit, CostlyOrdersNotCompactedTests.Skipped, UnmovableGrowthTests.Grown,
        UnmovableGrowthTests.Grown.Sysctl(("watermark_boost_factor", 0)), SlabGrowthTests.Grown, AddressSpaceExhaustionTests.Crowded,
        AddressSpaceExhaustionTests.Maps(62_000), CgroupLimitTests.AtTheLimit.Events(("oom", 1)), MemoryShortageTests.Short.With(("oom_kill", 1)), Healthy.Sysctl(("min_free_kbytes", 9 << 20)),
        Healthy.Sysctl(("min_free_kbytes", 1024)), Healthy.Sysctl(("min_free_kbytes", 1 << 20)), Healthy.Memory(("SUnreclaim", 9L << 30)),
        Healthy with { Zones = InPieces }, Healthy with { Pageblocks = [new PageblockReport("Unmovable", 4000), new PageblockReport("Movable", 8000)] },
    ];

    /// <summary>Each sick host over a minute, over ten and as one moment, with and without its own group waiting.</summary>
    public static IReadOnlyList<DiagnosisWindow> Windows { get; } =
    [
        .. Sick.SelectMany(sick => (HostReport[])[sick, sick.Pressure(("cgroup/some", 6_000_000), ("cgroup/full", 1), ("host/full", 7_000_000)), Many(sick)])
            .SelectMany(host => (DiagnosisWindow[])[Minute(host), Between(Healthy, host, 600), Moment(host)])
            .Select(window => window with { KernelLog = Log, Host = [Sample(0), Sample(60)] }),
    ];

    public static IReadOnlyList<Finding> Findings { get; } = [.. Windows.SelectMany(window => AppFrag.Diagnosis.Findings.In(window, HostDetectors.All))];

    /// <summary>So many events that a single reading reports them too.</summary>
    public static HostReport Many(HostReport host) => host.With([.. host.Vmstat.Where(counter => counter.Value > 0).Select(counter => (counter.Key, counter.Value * 100))]);

    private static HostSample Sample(long seconds) => HostSamples.Calm with { Timestamp = seconds * System.Diagnostics.Stopwatch.Frequency };
}
