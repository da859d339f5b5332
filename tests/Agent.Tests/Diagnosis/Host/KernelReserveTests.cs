using AppFrag.Diagnosis.Advice;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class KernelReserveTests
{
    private static Finding? Detect(HostReport now) => new KernelReserve().Detect(Moment(now));

    [Theory]
    [InlineData(8192)]
    [InlineData(300_000)]
    public void FarFromTheKernelsOwn_RestoresIt(long current)
    {
        var finding = Detect(Healthy.Sysctl(("min_free_kbytes", current)));

        Assert.Equal("sudo sysctl -w vm.min_free_kbytes=67584", finding?.Command);
        Assert.Equal($"sudo sysctl -w vm.min_free_kbytes={current}", finding?.Undo);
        Assert.Equal("67584", finding?.Setting?.DefaultValue);
        Assert.Equal(Severity.Info, finding?.Severity);
    }

    [Fact]
    public void HalfOfWhatIsAvailable_IsAWarning() =>
        Assert.Equal(Severity.Warning, Detect(Healthy.Sysctl(("min_free_kbytes", 9L << 20)))?.Severity);

    [Theory]
    [InlineData(67584)]
    [InlineData(50688)]
    [InlineData(270336)]
    public void NearTheKernelsOwn_StaysSilent(long current) => Assert.Null(Detect(Healthy.Sysctl(("min_free_kbytes", current))));

    [Fact]
    public void HugePagesNever_MeasuresByThePlainFormula()
    {
        var never = Healthy.HugePages("never", "madvise");

        // sqrt(24 GiB in KiB · 16) = 20,066.
        Assert.Equal(20066, KernelDefaults.MinFreeKbytes(never));
        Assert.Null(Detect(never.Sysctl(("min_free_kbytes", 20066))));
        Assert.NotNull(Detect(Healthy.Sysctl(("min_free_kbytes", 20066))));
    }

    [Fact]
    public void WatermarksKnown_AreTheMeasure()
    {
        var zone = Healthy.Zones[1] with { Watermarks = new ZoneWatermarks(100, 200, 300, 1_000_300, 1_100_000, null) };

        // sqrt(1,000,000 pages · 4 KiB · 16) = 8,000.
        Assert.Equal(8000, KernelDefaults.MinFreeKbytes(Healthy.HugePages("never", "madvise") with { Zones = [zone] }));
    }

    [Fact]
    public void RecommendationOfManyGigabytes_IsNotProposed()
    {
        // Pages of 64 KiB: the kernel's own recommendation reaches 5 % of memory.
        var large = Healthy with { RecommendedMinFreeKbytes = 1_656_384 };

        Assert.Null(Detect(large.Sysctl(("min_free_kbytes", 67584))));
        Assert.Null(Detect(large.Sysctl(("min_free_kbytes", 1_656_384))));
    }

    [Fact]
    public void ValueUnknown_StaysSilent() => Assert.Null(Detect(Healthy with { Sysctl = new Dictionary<string, long>() }));

    [Fact]
    public void MemoryUnknown_StaysSilent() => Assert.Null(Detect(Healthy.Sysctl(("min_free_kbytes", 1)) with { Memory = new Dictionary<string, long>() }));

    [Fact]
    public void MeminfoOfAContainer_StaysSilent() => Assert.Null(Detect(Healthy.Sysctl(("min_free_kbytes", 1)) with { FreeListCompleteness = 3 }));
}
