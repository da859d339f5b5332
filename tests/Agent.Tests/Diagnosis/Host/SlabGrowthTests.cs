using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class SlabGrowthTests
{
    internal static HostReport Grown { get; } = Healthy.Memory(("SUnreclaim", 500L << 20)) with
    {
        SlabCaches = [new SlabCacheReport("kmalloc-2k", 350L << 20, 1, 1), new SlabCacheReport("dentry", 60L << 20, 1, 1)],
    };

    private static readonly HostReport Before = Healthy with { SlabCaches = [new SlabCacheReport("kmalloc-2k", 50L << 20, 1, 1), new SlabCacheReport("dentry", 60L << 20, 1, 1)] };

    private static Finding? Detect(HostReport now, double seconds = 600) => new SlabGrowth().Detect(Between(Before, now, seconds));

    [Fact]
    public void ObjectsGrow_NamesTheCacheAndHowToLook()
    {
        var finding = Detect(Grown);

        Assert.Equal("sudo slabtop --once --sort=c | head -n 20", finding?.Command);
        Assert.Equal(Severity.Info, finding?.Severity);
        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("kmalloc-2k +300 MiB", StringComparison.Ordinal) && !detail.Contains("dentry", StringComparison.Ordinal));
    }

    [Fact]
    public void MemoryWouldRunOutSoon_IsAWarning() => Assert.Equal(Severity.Warning, Detect(Grown.Memory(("MemAvailable", 4L << 30)))?.Severity);

    [Fact]
    public void NotRoot_SaysWhereTheCachesAre() =>
        Assert.Contains(Detect(Grown with { SlabCaches = [] })?.Details ?? [], detail => detail.Contains("needs root", StringComparison.Ordinal));

    [Fact]
    public void LittleGrowth_StaysSilent() => Assert.Null(Detect(Grown.Memory(("SUnreclaim", 260L << 20))));

    [Fact]
    public void Burst_StaysSilent() => Assert.Null(Detect(Grown, seconds: 30));

    [Fact]
    public void OneReading_SaysOnlyThatItIsMuch()
    {
        var finding = new SlabGrowth().Detect(Moment(Grown.Memory(("SUnreclaim", 7L << 30))));

        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("29 % of memory", StringComparison.Ordinal));
        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("whether it grows is unknown", StringComparison.Ordinal));
    }

    [Fact]
    public void OneReadingOfAnOrdinaryMachine_StaysSilent() => Assert.Null(new SlabGrowth().Detect(Moment(Grown)));

    [Fact]
    public void NoMeminfo_StaysSilent() => Assert.Null(Detect(Grown with { Memory = new Dictionary<string, long>() }));
}
