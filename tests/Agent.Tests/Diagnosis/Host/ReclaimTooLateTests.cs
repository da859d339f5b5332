using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class ReclaimTooLateTests
{
    internal static HostReport Late { get; } = Healthy.With(("allocstall_normal", 100), ("allocstall_movable", 300), ("kswapd_low_wmark_hit_quickly", 40));

    private static Finding? Detect(HostReport now) => new ReclaimTooLate().Detect(Minute(now));

    [Theory]
    [InlineData(10, "50", "197 MiB")]
    [InlineData(50, "100", "246 MiB")]
    [InlineData(150, "200", "246 MiB")]
    public void StallsWithMemoryAvailable_WakesKswapdEarlier(long current, string proposed, string idle)
    {
        var finding = Detect(Late.Sysctl(("watermark_scale_factor", current)));

        Assert.Equal($"sudo sysctl -w vm.watermark_scale_factor={proposed}", finding?.Command);
        Assert.Equal($"sudo sysctl -w vm.watermark_scale_factor={current}", finding?.Undo);
        Assert.Contains(idle, finding?.Cost, StringComparison.Ordinal);
        Assert.Contains("does nothing about fragmentation", finding?.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void AlreadyHigh_ChangesNothing() => Assert.Null(Detect(Late.Sysctl(("watermark_scale_factor", 200)))?.Command);

    [Fact]
    public void OwnCgroupWaits_IsAWarning() => Assert.Equal(Severity.Warning, Detect(Late.Pressure(("cgroup/some", 700_000)))?.Severity);

    [Fact]
    public void OwnCgroupHardlyWaits_IsInformation() => Assert.Equal(Severity.Info, Detect(Late.Pressure(("cgroup/some", 500_000)))?.Severity);

    [Fact]
    public void KswapdKeepsUp_StaysSilent() => Assert.Null(Detect(Late.With(("kswapd_low_wmark_hit_quickly", 0))));

    [Fact]
    public void FewStalls_StaysSilent() => Assert.Null(Detect(Late.With(("allocstall_normal", 10), ("allocstall_movable", 40))));

    [Fact]
    public void MemoryShort_StaysSilent() => Assert.Null(Detect(Late.Memory(("MemAvailable", 1L << 30))));

    [Fact]
    public void AvailableUnknown_StaysSilent() => Assert.Null(Detect(Late with { Memory = new Dictionary<string, long>() }));
}
