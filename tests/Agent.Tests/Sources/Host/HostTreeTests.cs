using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>What root may read, and what is said where two files do not fit together.</summary>
public class HostTreeTests
{
    private static HostReport Capture(string tree)
    {
        using var source = new HostSource(Trees.Roots(tree), TimeProvider.System);
        source.Tick(out _);
        return source.CaptureReport();
    }

    private static SourceStatus Status(HostReport report, string name) => report.Sources.Single(source => source.Name == name);

    [Fact]
    public void Pageblocks_AreJoinedToTheZones_AndSummed()
    {
        var report = Capture("pageblocks");

        Assert.Equal(9, report.PageblockOrder);
        Assert.Equal(["Unmovable", "Movable", "Reclaimable", "HighAtomic"], report.Zones[2].MigrateTypes.Select(type => type.Type));
        Assert.Equal(100_000, report.Zones[2].MigrateTypes[1].FreeBlocks[0]);
        Assert.Equal([0], report.Zones[2].MigrateTypes[1].TruncatedOrders);
        Assert.Equal([new PageblockReport("Unmovable", 569), new("Movable", 11519), new("Reclaimable", 197), new("HighAtomic", 3)], report.Pageblocks);
    }

    [Fact]
    public void UnmovablePageblocks_OfTheLatestReport_AreOnTheTimeline()
    {
        using var source = new HostSource(Trees.Roots("pageblocks"), TimeProvider.System);
        source.Tick(out var before);
        source.CaptureReport();
        source.Tick(out var after);

        Assert.Equal((-1L, 569L), (before.UnmovablePageblocks, after.UnmovablePageblocks));
    }

    [Fact]
    public void HugePages_HaveTheirSettingsAndSizes()
    {
        var report = Capture("pageblocks");

        Assert.Equal(("always", "always", "never", "1", "1"), (
            report.TransparentHugePages["enabled"],
            report.TransparentHugePages["defrag"],
            report.TransparentHugePages["shmem_enabled"],
            report.TransparentHugePages["use_zero_page"],
            report.TransparentHugePages["khugepaged/defrag"]));
        Assert.Equal([(8192L, null), (65536L, "inherit"), (1048576L, "never"), (2097152L, "inherit")], report.HugePageSizes.Select(size => (size.SizeBytes, size.Enabled)));
        Assert.Equal((100L, 25L), (report.HugePageSizes[3].Statistics["anon_fault_alloc"], report.HugePageSizes[3].Statistics["anon_fault_fallback"]));
        Assert.Equal(SourceState.Ok, Status(report, "transparent_hugepage-sizes").State);
    }

    [Fact]
    public void Sysctls_AbsentOnes_SayWhichKernelHasThem()
    {
        var report = Capture("pageblocks");

        Assert.Equal((1L, 15000L, 0L), (report.Sysctl["defrag_mode"], report.Sysctl["watermark_boost_factor"], report.Sysctl["kernel.numa_balancing"]));
        Assert.Contains("5.9", Status(report, "sysctl-compaction_proactiveness").Reason, StringComparison.Ordinal);
        Assert.Contains("CONFIG_NUMA", Status(report, "sysctl-zone_reclaim_mode").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_HasTheCountersOfThatTick()
    {
        using var source = new HostSource(Trees.Roots("pageblocks"), TimeProvider.System);
        source.Tick(out var sample);

        Assert.Equal((7L, 3L, 4L, 11L), (sample.CompactionStalls, sample.CompactionFailures, sample.CompactionSuccesses, sample.CompactionDaemonWakes));
        Assert.Equal((42L, 6L, 700L, 80L), (sample.AllocationStalls, sample.KswapdLowWatermarkHits, sample.KswapdScannedPages, sample.DirectScannedPages));
        Assert.Equal((100L, 20L, 8L), (sample.ThpFaultAllocations, sample.ThpFaultFallbacks, sample.ThpCollapseFailures));
        Assert.Equal((55L, 1234L, 3L, 4L, 2L, 802816L), (sample.RefaultedPages, sample.MajorFaults, sample.SwappedInPages, sample.SwappedOutPages, sample.OomKills, sample.FreePagesInWholeBlocks));
        Assert.Equal((210944L << 10, 201088L << 10, 19456L << 10, 30720L << 10, 81920L << 10), (sample.SlabReclaimableBytes, sample.SlabUnreclaimableBytes, sample.KernelStackBytes, sample.PageTablesBytes, sample.AnonHugePagesBytes));
        // Order 3: (1,227,402 − 383,352 − 2·9,240 − 4·583 − 2 − 2·2 − 4·4) pages are in blocks of that order or more.
        Assert.Equal((1227402 - 404186) / 8, sample.FreeOrder3Blocks);
        Assert.Equal(404186 * 1000 / 1227402, sample.UnusableIndexOrder3);
    }

    [Fact]
    public void Watermarks_AreJoinedToTheZones()
    {
        var report = Capture("x64-fragmented");

        Assert.Equal(new ZoneWatermarks(6273, 7841, 9409, 458752, 5505024, 0), report.Zones[2].Watermarks);
        Assert.Equal([7L, 1506L, 36L], report.Zones.Select(zone => zone.FreeHugePages));
        Assert.Equal([new NodeReport(0, 83, 90) { ProactiveStopsAt = 80 }], report.Nodes);
        Assert.Equal(7, report.Nodes[0].ProactiveHeadroom);
        Assert.Equal(HostScope.Node, report.Scope);
    }

    [Fact]
    public void Lxcfs_MemTotalUnlikeTheZones_IsPointedOut()
    {
        var report = Capture("lxcfs");

        Assert.Equal(SourceState.Ok, Status(report, "meminfo").State);
        Assert.Contains("MemTotal is 512 MiB", Status(report, "meminfo").Reason, StringComparison.Ordinal);
        Assert.Contains("LXCFS", Status(report, "meminfo").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x64-fragmented")]
    [InlineData("x64-lazily-initialised")]
    [InlineData("arm64-64k")]
    [InlineData("two-nodes")]
    public void KernelsOwnMeminfo_FitsTheZones(string tree) => Assert.Null(Status(Capture(tree), "meminfo").Reason);

    [Fact]
    public void EveryTree_NamesEverySourceOnce_AndEveryAbsentOneWithItsReason() => Assert.All(Trees.All, tree =>
    {
        var sources = Capture(tree).Sources;

        Assert.Equal(sources.Count, sources.Select(source => source.Name).Distinct().Count());
        string[] always =
        [
            "buddyinfo", "meminfo", "vmstat", "pressure", "stat", "cgroup-pressure", "cgroup", "maps", "zoneinfo", "transparent_hugepage",
            "pagetypeinfo", "slabinfo", "transparent_hugepage-sizes", "smaps_rollup", .. SysctlReader.All.Select(setting => setting.SourceName),
        ];
        Assert.Equal(always.Order(), sources.Select(source => source.Name).Order());
        Assert.All(sources.Where(source => source.State != SourceState.Ok), source =>
            Assert.True(source.Reason is { Length: > 10 } and not "not read yet", $"{tree}: {source.Name}: {source.Reason}"));
    });
}
