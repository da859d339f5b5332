using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class HugePageFallbackTests
{
    internal static HostReport FallingBack { get; } = Healthy.With(("thp_fault_alloc", 100), ("thp_fault_fallback", 900));

    private static Finding? Detect(HostReport now) => new HugePageFallback().Detect(Minute(now));

    [Theory]
    [InlineData(20, "40")]
    [InlineData(0, "40")]
    [InlineData(40, "60")]
    public void MostFaultsFallBack_AdvisesTheNextStep(long current, string proposed)
    {
        var finding = Detect(FallingBack.Sysctl(("compaction_proactiveness", current)));

        Assert.Equal($"sudo sysctl -w vm.compaction_proactiveness={proposed}", finding?.Command);
        Assert.Equal($"sudo sysctl -w vm.compaction_proactiveness={current}", finding?.Undo);
        Assert.Equal("20", finding?.Setting?.DefaultValue);
        Assert.Equal(Severity.Info, finding?.Severity);
        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("90 % fell back", StringComparison.Ordinal));
    }

    [Fact]
    public void AlreadyHigh_ChangesNothing()
    {
        var finding = Detect(FallingBack.Sysctl(("compaction_proactiveness", 60)));

        Assert.NotNull(finding);
        Assert.Null(finding.Command);
    }

    [Fact]
    public void ValueUnknown_GivesNoCommandThatNobodyCouldUndo()
    {
        var finding = Detect(FallingBack with { Sysctl = new Dictionary<string, long>() });

        Assert.NotNull(finding);
        Assert.Null(finding.Command);
        Assert.Null(finding.Setting);
        Assert.Contains("could not be undone", finding.Action, StringComparison.Ordinal);
    }

    [Fact]
    public void KernelWithDefragMode_NamesIt() =>
        Assert.Contains("vm.defrag_mode=1", Detect(FallingBack.Sysctl(("defrag_mode", 0)))?.Action, StringComparison.Ordinal);

    [Fact]
    public void FewerThanHalf_StaysSilent() => Assert.Null(Detect(FallingBack.With(("thp_fault_alloc", 901))));

    [Fact]
    public void TooFewToCallAShare_StaysSilent() => Assert.Null(Detect(FallingBack.With(("thp_fault_fallback", 59), ("thp_fault_alloc", 0))));

    [Fact]
    public void RefusedByACgroup_StaysSilent() => Assert.Null(Detect(FallingBack.With(("thp_fault_fallback_charge", 850))));

    [Fact]
    public void MemoryShort_StaysSilent() => Assert.Null(Detect(FallingBack.Memory(("MemAvailable", 1L << 30))));

    [Fact]
    public void KernelWithoutHugePages_StaysSilent() => Assert.Null(Detect(FallingBack with { Vmstat = new Dictionary<string, long> { ["compact_stall"] = 1 } }));
}
