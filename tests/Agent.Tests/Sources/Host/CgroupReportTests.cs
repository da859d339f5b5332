using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>The same short-of-memory service under version 2, version 1 and both.</summary>
public class CgroupReportTests
{
    private static (HostReport Report, HostSample Sample) Read(string tree)
    {
        using var source = new HostSource(Trees.Roots(tree), TimeProvider.System);
        source.Tick(out _);
        var report = source.CaptureReport();
        source.Tick(out var sample);
        return (report, sample);
    }

    private static SourceStatus Status(HostReport report, string name) => report.Sources.Single(source => source.Name == name);

    [Fact]
    public void Version2_HasEverything_AndTheLimitOfTheSliceAboveIt()
    {
        var (report, sample) = Read("cgroup-v2");
        var cgroup = report.Cgroup!;

        Assert.Equal((2, CgroupLayout.Unified, "/shop.slice/shop.service"), (cgroup.Version, cgroup.Layout, cgroup.Path));
        Assert.Equal(498073600, cgroup.CurrentBytes);
        Assert.True(cgroup.IsUnlimited);
        Assert.Null(cgroup.LimitBytes);
        Assert.Equal(536870912, cgroup.EffectiveLimitBytes);
        Assert.Equal(483183820, cgroup.HighBytes);
        Assert.Equal(530000000, cgroup.PeakBytes);
        Assert.Equal((311L, 12L), (cgroup.Events["high"], cgroup.Events["max"]));
        Assert.Equal(2, cgroup.LocalEvents["max"]);
        Assert.Equal((419430400L, 62914560L, 17L, 42L), (cgroup.AnonymousBytes, cgroup.FileBytes, cgroup.MajorFaults, cgroup.Refaults));
        Assert.Equal(8388608, cgroup.Statistics["slab"]);
        Assert.DoesNotContain("brand_new_field", cgroup.Statistics.Keys);
        Assert.Equal(912345, report.PressureTotals["cgroup/some"]);
        Assert.Equal(HostScope.Host, report.Scope);

        Assert.Equal((498073600L, 536870912L), (sample.CgroupCurrentBytes, sample.CgroupLimitBytes));
        Assert.Equal((12L, 311L, 1L), (sample.CgroupMaxEvents, sample.CgroupHighEvents, sample.CgroupOomKills));
        Assert.Equal((912345L, 812345L), (sample.CgroupPressureSome, sample.CgroupPressureFull));
    }

    [Fact]
    public void Version1_HasTotalsWithThoseBelow_AndTheLimitOfTheHierarchy()
    {
        var (report, sample) = Read("cgroup-v1");
        var cgroup = report.Cgroup!;

        Assert.Equal((1, CgroupLayout.Legacy, "/shop"), (cgroup.Version, cgroup.Layout, cgroup.Path));
        Assert.True(cgroup.IsUnlimited);
        Assert.Equal(536870912, cgroup.EffectiveLimitBytes);
        Assert.Null(cgroup.HighBytes);
        Assert.Equal(530000000, cgroup.PeakBytes);
        Assert.Equal((12L, 1L), (cgroup.Events["failcnt"], cgroup.Events["oom_kill"]));
        Assert.Equal((419430400L, 62914560L, 17L, 42L), (cgroup.AnonymousBytes, cgroup.FileBytes, cgroup.MajorFaults, cgroup.Refaults));
        Assert.Equal(419430400, cgroup.Statistics["rss"]);
        Assert.DoesNotContain("hierarchical_memory_limit", cgroup.Statistics.Keys);
        Assert.Equal((12L, -1L, 1L), (sample.CgroupMaxEvents, sample.CgroupHighEvents, sample.CgroupOomKills));
        Assert.Equal(-1, sample.CgroupPressureSome);
        Assert.Contains("v2", Status(report, "cgroup-pressure").Reason, StringComparison.Ordinal);
        Assert.Equal(SourceState.Ok, Status(report, "cgroup").State);
    }

    [Fact]
    public void Hybrid_TakesMemoryFromVersion1AndPressureFromVersion2()
    {
        var (report, sample) = Read("cgroup-hybrid");
        var cgroup = report.Cgroup!;

        Assert.Equal((1, CgroupLayout.Hybrid), (cgroup.Version, cgroup.Layout));
        Assert.Equal(536870912, cgroup.EffectiveLimitBytes);
        Assert.Equal((912345L, 12L), (sample.CgroupPressureSome, sample.CgroupMaxEvents));
        Assert.Equal(HostScope.Node, report.Scope);
    }

    [Fact]
    public void LaterReport_HasTheUsageOfTheLatestTick()
    {
        string root = Directory.CreateTempSubdirectory("appfrag-test-").FullName;
        try
        {
            Write("proc/self/cgroup", "0::/a\n");
            Write("proc/self/mountinfo", "29 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
            Write("sys/fs/cgroup/a/memory.current", "1000\n");
            Write("sys/fs/cgroup/a/memory.max", "4000\n");
            using var source = new HostSource(new HostRoots(Path.Combine(root, "proc"), Path.Combine(root, "sys")), TimeProvider.System);
            source.Tick(out _);
            Assert.Equal(1000, source.CaptureReport().Cgroup?.CurrentBytes);

            Write("sys/fs/cgroup/a/memory.current", "3000\n");
            source.Tick(out _);
            Assert.Equal(3000, source.CaptureReport().Cgroup?.CurrentBytes);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        void Write(string file, string text)
        {
            string path = Path.Combine(root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }
}
