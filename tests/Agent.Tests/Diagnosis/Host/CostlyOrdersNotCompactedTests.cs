using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class CostlyOrdersNotCompactedTests
{
    /// <summary>A thousand blocks of order 3: the index of order 4 is 499, not above the threshold.</summary>
    internal static HostReport Skipped { get; } = (Healthy with { Zones = [Zone("Normal", 0, 0, 0, 1000, 0, 0, 0, 0, 0, 0, 0)] }).With(("thp_fault_fallback", 600), ("thp_fault_alloc", 5000));

    private static Finding? Detect(HostReport now) => new CostlyOrdersNotCompacted().Detect(Minute(now));

    [Fact]
    public void FailuresBelowTheThreshold_LowersIt()
    {
        var finding = Detect(Skipped);

        Assert.Equal("sudo sysctl -w vm.extfrag_threshold=450", finding?.Command);
        Assert.Equal("sudo sysctl -w vm.extfrag_threshold=500", finding?.Undo);
        Assert.Contains("Rarely needed", finding?.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void FailuresInTheKernelLog_Count()
    {
        var window = Minute(Skipped.With(("thp_fault_fallback", 0))) with { KernelLog = new KernelLogReport(new Dictionary<int, long> { [4] = 3 }, null) };

        Assert.NotNull(new CostlyOrdersNotCompacted().Detect(window));
    }

    [Fact]
    public void NothingFailed_StaysSilent() => Assert.Null(Detect(Skipped.With(("thp_fault_fallback", 0))));

    [Fact]
    public void ThresholdBelowTheIndex_StaysSilent() => Assert.Null(Detect(Skipped.Sysctl(("extfrag_threshold", 400))));

    [Fact]
    public void BlocksFree_StaysSilent() => Assert.Null(Detect(Skipped with { Zones = Healthy.Zones }));

    [Fact]
    public void OnlyOrdersThatAreNotCostly_StaysSilent() =>
        // The index of order 1 is 499; that of order 4 and above lies over the threshold.
        Assert.Null(Detect(Skipped with { Zones = [Zone("Normal", 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)] }));

    [Fact]
    public void MemoryShort_StaysSilent() => Assert.Null(Detect(Skipped.Memory(("MemAvailable", 1L << 30))));

    [Fact]
    public void ThresholdUnknown_StaysSilent() => Assert.Null(Detect(Skipped with { Sysctl = new Dictionary<string, long>() }));
}
