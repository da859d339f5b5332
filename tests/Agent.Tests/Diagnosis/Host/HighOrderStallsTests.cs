using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class HighOrderStallsTests
{
    internal static HostReport Stalling { get; } = (Healthy with { Zones = InPieces }).With(("compact_stall", 200), ("compact_fail", 150)).HugePages("always", "always");

    private static Finding? Detect(DiagnosisWindow window) => new HighOrderStalls().Detect(window);

    [Fact]
    public void StallsAndOwnPressure_WithEveryFaultCompacting_AdvisesDeferral()
    {
        var finding = Detect(Minute(Stalling.Pressure(("cgroup/some", 3_000_000))));

        Assert.Equal(Severity.Warning, finding?.Severity);
        Assert.Equal("echo defer+madvise | sudo tee /sys/kernel/mm/transparent_hugepage/defrag", finding?.Command);
        Assert.Equal("echo always | sudo tee /sys/kernel/mm/transparent_hugepage/defrag", finding?.Undo);
        Assert.Equal(("always", "madvise", "defer+madvise"), (finding?.Setting?.CurrentValue, finding?.Setting?.DefaultValue, finding?.Setting?.ProposedValue));
        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("that these waits were compaction is not shown", StringComparison.Ordinal));
    }

    [Fact]
    public void StallsWithoutOwnPressure_ClaimsNoHarm()
    {
        var finding = Detect(Minute(Stalling));

        Assert.Equal(Severity.Info, finding?.Severity);
        Assert.Equal(EvidenceLevel.Coincident, finding?.Evidence);
    }

    [Fact]
    public void Stalls_WhereOrdinaryFaultsDoNotCompact_ChangesNothingAndLooks()
    {
        var finding = Detect(Minute(Stalling.HugePages("madvise", "madvise")));

        Assert.Equal("sudo appfrag kernel --duration 10s", finding?.Command);
        Assert.Null(finding?.Undo);
        Assert.Null(finding?.Setting);
    }

    [Fact]
    public void FewStalls_StaysSilent() => Assert.Null(Detect(Minute(Stalling.With(("compact_stall", 59)))));

    [Fact]
    public void HugePagesFree_StaysSilent() => Assert.Null(Detect(Minute(Stalling with { Zones = Healthy.Zones })));

    [Fact]
    public void MemoryShort_StaysSilent() => Assert.Null(Detect(Minute(Stalling.Memory(("MemAvailable", 1L << 30)))));

    [Fact]
    public void MoreReclaimThanCompaction_StaysSilent() => Assert.Null(Detect(Minute(Stalling.With(("allocstall_normal", 201)))));

    [Fact]
    public void OldStallsOnly_StaysSilent() => Assert.Null(Detect(Between(Stalling, Stalling)));

    [Fact]
    public void OneReading_SaysThatItMayBeOver()
    {
        var finding = Detect(Moment(Stalling.With(("compact_stall", 5000))));

        Assert.Equal(Severity.Info, finding?.Severity);
        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("since boot", StringComparison.Ordinal));
        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("whether this still goes on is unknown", StringComparison.Ordinal));
    }

    [Fact]
    public void OneReading_FewStalls_StaysSilent() => Assert.Null(Detect(Moment(Stalling)));

    [Fact]
    public void NoVmstat_StaysSilent() => Assert.Null(Detect(Minute(Stalling with { Vmstat = new Dictionary<string, long>() })));

    [Fact]
    public void NoFreeLists_StaysSilent() => Assert.Null(Detect(Minute(Stalling with { Zones = [] })));

    [Fact]
    public void NoReport_StaysSilent() => Assert.Null(Detect(new DiagnosisWindow { Length = TimeSpan.Zero }));
}
