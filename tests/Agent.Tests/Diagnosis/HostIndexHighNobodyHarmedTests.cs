using System.Diagnostics;
using AppFrag.Agent.Tests.Model;
using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

public class HostIndexHighNobodyHarmedTests
{
    private static readonly HostSample Busy = new()
    {
        Timestamp = 0,
        MemTotalBytes = 24L << 30,
        MemFreeBytes = 4L << 30,
        MemAvailableBytes = 6L << 30,
        UnusableIndexPmd = 959,
        FreePmdBlocks = 36,
        CompactionStalls = 7,
        CompactionFailures = 2,
        AllocationStalls = 5,
        ThpFaultFallbacks = 11,
        HostPressureSome = 81234,
        HostPressureFull = 40211,
        CgroupPressureSome = 900,
        CgroupPressureFull = 800,
    };

    private static readonly HostSample Untouched = HostSamples.Calm with
    {
        Timestamp = Busy.Timestamp,
        MemTotalBytes = Busy.MemTotalBytes,
        MemFreeBytes = Busy.MemFreeBytes,
        MemAvailableBytes = Busy.MemAvailableBytes,
        UnusableIndexPmd = Busy.UnusableIndexPmd,
        FreePmdBlocks = Busy.FreePmdBlocks,
    };

    private static Finding? Detect(params HostSample[] samples) =>
        new HostIndexHighNobodyHarmed().Detect(new DiagnosisWindow { Length = TimeSpan.FromSeconds(30), Host = samples });

    private static HostSample Later(HostSample sample) => sample with { Timestamp = sample.Timestamp + (30 * Stopwatch.Frequency) };

    [Fact]
    public void Detect_IndexHighAndCountersFlat_SaysDoNothing()
    {
        var finding = Detect(Busy, Later(Busy));

        Assert.NotNull(finding);
        Assert.Equal("host-index-high-nobody-harmed", finding.Id);
        Assert.Equal(Severity.Info, finding.Severity);
        Assert.Equal(EvidenceLevel.Coincident, finding.Evidence);
        Assert.StartsWith("Nothing", finding.Action, StringComparison.Ordinal);
        Assert.Null(finding.Command);
        Assert.Contains(finding.Details, detail => detail.Contains("95.9 %", StringComparison.Ordinal) && detail.Contains("heuristic", StringComparison.Ordinal));
        Assert.Contains(finding.Details, detail => detail.StartsWith("Unchanged over 30 s: compaction stalls", StringComparison.Ordinal));
    }

    public static TheoryData<string> Counters => [.. HarmCounter.Compare(Busy, Busy).Select(counter => counter.Name)];

    [Theory]
    [MemberData(nameof(Counters))]
    public void Detect_AnyCounterRose_StaysSilent(string name)
    {
        HostSample[] risen =
        [
            Busy with { CompactionStalls = 8 }, Busy with { CompactionFailures = 3 }, Busy with { AllocationStalls = 6 },
            Busy with { ThpFaultFallbacks = 12 }, Busy with { HostPressureSome = 81235 }, Busy with { HostPressureFull = 40212 },
            Busy with { CgroupPressureSome = 901 }, Busy with { CgroupPressureFull = 801 },
        ];
        var last = Assert.Single(risen, sample => HarmCounter.Compare(Busy, sample).Single(counter => counter.Moved).Name == name);

        Assert.Null(Detect(Busy, Later(last)));
    }

    [Fact]
    public void Detect_IndexLow_StaysSilent() =>
        Assert.Null(Detect(Busy, Later(Busy) with { UnusableIndexPmd = HostIndexHighNobodyHarmed.HeuristicThreshold - 1 }));

    [Fact]
    public void Detect_IndexUnknown_StaysSilent() => Assert.Null(Detect(Busy, Later(Busy) with { UnusableIndexPmd = -1 }));

    [Fact]
    public void Detect_NoSamples_StaysSilent() => Assert.Null(Detect());

    [Fact]
    public void Detect_SingleSampleOfAnUntouchedMachine_SaysSinceBoot()
    {
        var finding = Detect(Untouched);

        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("Zero since boot", StringComparison.Ordinal));
    }

    [Fact]
    public void Detect_HalfASecondOfQuietAfterOldStalls_SpeaksOfThisMomentOnly()
    {
        var finding = Detect(Busy, Busy with { Timestamp = Stopwatch.Frequency / 2 });

        Assert.Equal("Free memory is in small pieces, and nobody is harmed at this moment", finding?.Title);
    }

    [Fact]
    public void Detect_HalfASecondOnAnUntouchedMachine_SpeaksOfMore() =>
        Assert.Equal("Free memory is in small pieces, and nobody is harmed", Detect(Untouched, Untouched with { Timestamp = Stopwatch.Frequency / 2 })?.Title);

    [Fact]
    public void Detect_SingleSampleWithOldStalls_StaysSilent() => Assert.Null(Detect(Busy));

    [Fact]
    public void Detect_NoPressure_NamesWhatWasNotJudged()
    {
        var blind = Busy with { HostPressureSome = -1, HostPressureFull = -1, CgroupPressureSome = -1, CgroupPressureFull = -1 };

        var finding = Detect(blind, Later(blind));

        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("Not readable here, so not judged: memory pressure", StringComparison.Ordinal));
    }

    [Fact]
    public void Detect_NoVmstat_StaysSilent()
    {
        var blind = Busy with { CompactionStalls = -1, CompactionFailures = -1, AllocationStalls = -1, ThpFaultFallbacks = -1 };

        Assert.Null(Detect(blind, Later(blind)));
    }

    [Theory]
    [InlineData("madvise", "does not ask")]
    [InlineData("always", "never fails")]
    public void Detect_HugePageMode_IsExplained(string mode, string expected)
    {
        var report = Report() with { TransparentHugePages = new Dictionary<string, string> { ["enabled"] = mode } };

        Assert.Contains(Detect(report, Busy, Later(Busy))?.Details ?? [], detail => detail.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Detect_OneLargeZoneWithoutHugePages_NamesIt()
    {
        var report = Report(Zone("DMA32", 5000, 2), Zone("Normal", 4000, 959));
        var wellTogether = Busy with { UnusableIndexPmd = 353 };

        var finding = Detect(report, wellTogether, Later(wellTogether));

        Assert.Contains(finding?.Details ?? [], detail => detail.StartsWith("Free memory of zone Normal on node 0: 95.9 %", StringComparison.Ordinal));
    }

    [Fact]
    public void Detect_OneSmallZoneWithoutHugePages_StaysSilent()
    {
        var report = Report(Zone("DMA32", 99000, 2), Zone("DMA", 900, 959));
        var wellTogether = Busy with { UnusableIndexPmd = 10 };

        Assert.Null(Detect(report, wellTogether, Later(wellTogether)));
    }

    [Fact]
    public void Detect_IncompleteFreeLists_SaysWhatWasNotLookedAt() =>
        Assert.Contains(
            Detect(Report() with { FreeListCompleteness = 0.13 }, Busy, Later(Busy))?.Details ?? [],
            detail => detail.Contains("13 % of MemFree only", StringComparison.Ordinal));

    private static Finding? Detect(HostReport report, params HostSample[] samples) =>
        new HostIndexHighNobodyHarmed().Detect(new DiagnosisWindow { Length = TimeSpan.FromSeconds(30), Host = samples, LatestHost = report });

    private static ZoneReport Zone(string name, long freePages, int unusable) =>
        new(0, name, new long[11], freePages, [.. Enumerable.Repeat(unusable, 11)], new int[11]);

    private static HostReport Report(params ZoneReport[] zones) => new()
    {
        Timestamp = DateTimeOffset.UnixEpoch,
        PageSize = 4096,
        PmdOrder = 9,
        Zones = zones,
        Memory = new Dictionary<string, long>(),
        Vmstat = new Dictionary<string, long>(),
        PressureTotals = new Dictionary<string, long>(),
        Sources = [],
    };
}
