using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class MemoryShortageTests
{
    internal static HostReport Short { get; } = (Healthy with { Zones = InPieces })
        .Memory(("MemAvailable", 1L << 30), ("MemFree", 200L << 20))
        .With(("allocstall_normal", 500), ("pgmajfault", 4000), ("workingset_refault_file", 90000));

    private static Finding? Detect(HostReport now) => new MemoryShortage().Detect(Minute(now));

    [Fact]
    public void ShortAndInPieces_SaysWhichOfTheTwoItIs()
    {
        var finding = Detect(Short);

        Assert.Equal("Memory is short; this is not fragmentation", finding?.Title);
        Assert.Equal(EvidenceLevel.Coincident, finding?.Evidence);
        Assert.Equal("export DOTNET_GCHeapHardLimitPercent=0x32", finding?.Command);
        Assert.Equal("unset DOTNET_GCHeapHardLimitPercent", finding?.Undo);
        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("Would more RAM help? Yes", StringComparison.Ordinal));
        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("It looks like fragmentation", StringComparison.Ordinal));
    }

    [Fact]
    public void OwnCgroupWaits_IsObservedThere()
    {
        var finding = Detect(Short.Pressure(("cgroup/some", 5_000_000), ("cgroup/full", 4_000_000)) with { Process = Healthy.Process! with { MajorFaults = 903 } });

        Assert.Equal(EvidenceLevel.ObservedInProcess, finding?.Evidence);
        Assert.Equal(Severity.Warning, finding?.Severity);
        Assert.Contains(finding?.Details ?? [], detail => detail.Contains("waited 900 times", StringComparison.Ordinal));
    }

    [Fact]
    public void SomebodyWasKilled_IsCritical() => Assert.Equal(Severity.Critical, Detect(Short.With(("oom_kill", 1)))?.Severity);

    [Fact]
    public void LowMemoryAndNoSign_StaysSilent() => Assert.Null(Detect(Healthy.Memory(("MemAvailable", 1L << 30))));

    [Fact]
    public void SignsAndMemoryAvailable_StaysSilent() => Assert.Null(Detect(Short.Memory(("MemAvailable", 3L << 30))));

    [Fact]
    public void MinorFaultsAlone_AreNoSign() => Assert.Null(Detect(Healthy.Memory(("MemAvailable", 1L << 30)).With(("pgfault", 10_000_000))));

    [Fact]
    public void MeminfoOfAContainer_StaysSilent() => Assert.Null(Detect(Short with { FreeListCompleteness = 4.5 }));

    [Fact]
    public void FreeMemoryNotInPieces_DoesNotMentionIt() =>
        Assert.DoesNotContain(Detect(Short with { Zones = Healthy.Zones })?.Details ?? [], detail => detail.StartsWith("It looks like", StringComparison.Ordinal));
}
