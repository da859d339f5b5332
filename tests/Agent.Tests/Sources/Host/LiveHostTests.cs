using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>This machine's own kernel, as far as it lets us.</summary>
public class LiveHostTests
{
    [Fact]
    public void Tick_WhileReportsAreCaptured_StaysConsistent()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var source = new HostSource(new HostRoots(), TimeProvider.System);
        Parallel.For(0, 200, i =>
        {
            if (i % 4 == 0)
            {
                var report = source.CaptureReport();
                Assert.All(report.Zones, zone => Assert.Equal(zone.FreePages, KernelIndexes.FreePages([.. zone.FreeBlocks])));
            }
            else
            {
                Assert.True(source.Tick(out _));
            }
        });
    }

    [Fact]
    public void RecommendedMinFreeKbytes_LiveKernel_IsAtMostTheLiveValue()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var source = new HostSource(new HostRoots(), TimeProvider.System);
        var report = source.CaptureReport();
        bool applies = report.TransparentHugePages.TryGetValue("enabled", out string? enabled) && enabled != "never";
        Assert.SkipUnless(
            applies && report.Sysctl.ContainsKey("min_free_kbytes") && report.RecommendedMinFreeKbytes is not null,
            "the kernel raises min_free_kbytes only with huge pages on");

        Assert.True(report.Sysctl["min_free_kbytes"] >= report.RecommendedMinFreeKbytes, "the kernel itself raises the value to its recommendation");
    }

    [Fact]
    public void CaptureReport_LiveKernel_NamesEverySourceOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var source = new HostSource(new HostRoots(), TimeProvider.System);
        var report = source.CaptureReport();

        Assert.Equal(report.Sources.Count, report.Sources.Select(status => status.Name).Distinct().Count());
        Assert.All(report.Sources, status => Assert.True(status.State == SourceState.Ok || !string.IsNullOrEmpty(status.Reason), status.Name));
    }
}
