using AppFrag.Model;
using AppFrag.Sources.Host;
using Microsoft.Extensions.Time.Testing;

namespace AppFrag.Agent.Tests.Sources.Host;

public class HostSourceTests
{
    private static HostReport Capture(string tree)
    {
        using var source = new HostSource(Trees.Roots(tree), TimeProvider.System);
        source.Tick(out _);
        return source.CaptureReport();
    }

    private static SourceStatus Status(HostReport report, string name) => report.Sources.Single(source => source.Name == name);

    [Fact]
    public void Tick_FragmentedMachine_JoinsAllZones()
    {
        using var source = new HostSource(Trees.Roots("x64-fragmented"), TimeProvider.System);

        Assert.True(source.Tick(out var sample));

        // 450,644 + 772,918 + 3,840 free pages; 36 + 1,506 + 7 huge pages among them.
        Assert.Equal(36 + 1506 + 7, sample.FreePmdBlocks);
        Assert.Equal((1227402 - (1549 * 512)) * 1000 / 1227402, sample.UnusableIndexPmd);
        Assert.Equal(24684092L * 1024, sample.MemTotalBytes);
        Assert.Equal(0, sample.CompactionStalls);
        Assert.Equal(0, sample.HostPressureSome);
        Assert.Equal(0, sample.CgroupPressureFull);
    }

    [Fact]
    public void CaptureReport_FragmentedMachine_HasTheKernelsNumbers()
    {
        var report = Capture("x64-fragmented");

        Assert.Equal(9, report.PmdOrder);
        Assert.Equal(959, report.Zones[2].UnusableIndex[9]);
        Assert.Equal([new NodeReport(0, 83, 90) { ProactiveStopsAt = 80 }], report.Nodes);
        Assert.Equal(67584, report.RecommendedMinFreeKbytes);
        Assert.Equal("madvise", report.TransparentHugePages["enabled"]);
        Assert.Equal(20, report.Sysctl["compaction_proactiveness"]);
        Assert.Equal(536870912, report.Cgroup?.LimitBytes);
        Assert.Equal(12, report.Cgroup?.Events["max"]);
        Assert.Equal(0, report.PressureTotals["cgroup/some"]);
        Assert.Null(Status(report, "buddyinfo").Reason);
    }

    [Fact]
    public void CaptureReport_FourteenOrders_UsesTheMachinesOwnPageSize()
    {
        var report = Capture("arm64-64k");

        Assert.Equal(65536, report.PageSize);
        Assert.Equal(13, report.PmdOrder);
        Assert.All(report.Zones, zone => Assert.Equal(14, zone.FragmentationIndex.Count));
        Assert.InRange(report.FreeListCompleteness ?? 0, 0.9, 1.0);
    }

    [Fact]
    public void CaptureReport_TwoNodes_ScoresEach()
    {
        var report = Capture("two-nodes");

        Assert.Equal([new NodeReport(0, 83, 90) { ProactiveStopsAt = 80 }, new NodeReport(1, 99, 90) { ProactiveStopsAt = 80 }], report.Nodes);
        Assert.Equal(4, report.Zones.Count);
    }

    [Fact]
    public void CaptureReport_LazilyInitialisedMemory_SaysThatItIsAPart()
    {
        var report = Capture("x64-lazily-initialised");

        Assert.True(report.FreeListCompleteness < 0.9);
        Assert.Equal(SourceState.Ok, Status(report, "buddyinfo").State);
        Assert.Contains("a part only", Status(report, "buddyinfo").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CaptureReport_MeminfoOfAContainer_SaysThatItIsNotTheKernels()
    {
        var report = Capture("lxcfs");

        Assert.True(report.FreeListCompleteness > 1.1);
        Assert.Contains("LXCFS", Status(report, "buddyinfo").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void CaptureReport_PressureSwitchedOff_NamesTheBootParameter()
    {
        var report = Capture("psi-disabled");

        Assert.Equal(SourceState.Unavailable, Status(report, "pressure").State);
        Assert.Contains("psi=1", Status(report, "pressure").Reason, StringComparison.Ordinal);
        Assert.Equal(2, report.Zones.Count);
        Assert.DoesNotContain("host/some", report.PressureTotals.Keys);
    }

    [Fact]
    public void CaptureReport_Sandbox_KeepsWhatThereIs()
    {
        var report = Capture("gvisor");

        Assert.Empty(report.Zones);
        Assert.Empty(report.Nodes);
        Assert.Equal(2097152L * 1024, report.Memory["MemTotal"]);
        Assert.All(
            report.Sources.Where(source => source.Name != "meminfo"),
            source =>
            {
                Assert.Equal(SourceState.Unavailable, source.State);
                Assert.NotEmpty(source.Reason ?? "");
            });
    }

    [Fact]
    public void CaptureReport_MalformedFiles_AreNamedWithLineAndDoNotHarmOthers()
    {
        using var source = new HostSource(Trees.Roots("malformed"), TimeProvider.System);

        Assert.True(source.Tick(out var sample));
        var report = source.CaptureReport();

        Assert.Equal(4, sample.CompactionStalls);
        Assert.Equal(-1, sample.UnusableIndexPmd);
        Assert.Equal(-1, sample.MemFreeBytes);
        string[] malformed = ["buddyinfo", "meminfo", "pressure", "sysctl-extfrag_threshold"];
        Assert.Equal(malformed, report.Sources.Where(status => status.State == SourceState.Malformed).Select(status => status.Name));
        Assert.Contains("buddyinfo, line 2", Status(report, "buddyinfo").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Tick_NothingThere_IsFalse()
    {
        using var source = new HostSource(new HostRoots("/nonexistent/proc", "/nonexistent/sys"), TimeProvider.System);

        Assert.False(source.Tick(out var sample));
        Assert.Equal(-1, sample.MemTotalBytes);
        Assert.All(source.CaptureReport().Sources, status => Assert.Equal(SourceState.Unavailable, status.State));
    }

    [Fact]
    public void Tick_NotLinux_SaysSoAndNeverThrows()
    {
        using var source = new HostSource(new HostRoots { IsLinux = false }, TimeProvider.System);

        Assert.False(source.Tick(out _));

        Assert.NotEmpty(source.CaptureReport().Sources);
        Assert.All(source.Sources, status => Assert.Contains("Linux", status.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Tick_FileAppearsLater_IsFoundAfterTheRetryTime()
    {
        string root = Directory.CreateTempSubdirectory("appfrag-test-").FullName;
        try
        {
            var time = new FakeTimeProvider();
            using var source = new HostSource(new HostRoots(root, root), time);
            Assert.False(source.Tick(out _));
            File.WriteAllText(Path.Combine(root, "buddyinfo"), "Node 0, zone Normal 1 1\n");

            Assert.False(source.Tick(out _));
            time.Advance(TimeSpan.FromSeconds(6));
            Assert.True(source.Tick(out _));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Tick_FileOfDifferentLength_IsReadAnew()
    {
        string root = Directory.CreateTempSubdirectory("appfrag-test-").FullName;
        try
        {
            string file = Path.Combine(root, "buddyinfo");
            File.WriteAllText(file, "Node 0, zone Normal 1 1 0 0 0 0 0 0 0 0 0\n");
            using var source = new HostSource(new HostRoots(root, root), TimeProvider.System);
            Assert.True(source.Tick(out var first));
            Assert.Equal(1000, first.UnusableIndexPmd);

            File.WriteAllText(file, "Node 0, zone Normal 0 0 0 0 0 0 0 0 0 0 1\n");
            Assert.True(source.Tick(out var second));
            Assert.Equal(0, second.UnusableIndexPmd);
            Assert.Equal(2, second.FreePmdBlocks);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
