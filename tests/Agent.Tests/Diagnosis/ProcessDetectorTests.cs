using AppFrag.Agent.Tests.Diagnosis.Host;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

/// <summary>Each cause alone: the right finding on top, and its neighbours silent.</summary>
public sealed class ProcessDetectorTests
{
    private const long MiB = 1 << 20;

    private static readonly Dictionary<string, DiagnosisWindow> Windows = new()
    {
        ["loh-fragmentation-per-request-buffers"] = RequestBufferWindows.Window(),
        ["loh-fragmentation-varying-sizes"] = ProcessWindows.VaryingSizes,
        ["large-objects-from-one-line"] = RequestBufferWindows.Window(RequestBufferWindows.Site() with { Routes = [] }),
        ["fragmentation-by-pinning"] = ProcessWindows.Pinning,
        ["small-object-granularity"] = ProcessWindows.SmallObjects,
        ["memory-leak"] = ProcessWindows.Leak,
        ["long-lived-growth"] = ProcessWindows.WarmUp,
        ["gc-heap-holes"] = Host.GcHolesWithoutSiteTests.FullOfHoles,
        ["healthy"] = ProcessWindows.Healthy,
    };

    public static TheoryData<string> Causes => [.. Windows.Keys];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Cause_IsOnTop(string id) => Assert.Equal(id, Findings.In(Windows[id], ServiceDetectors.All)[0].Id);

    [Fact]
    public void Healthy_SaysWhatWasLookedAt_AndWhatWasNot()
    {
        Finding healthy = Assert.Single(Findings.In(ProcessWindows.Healthy, ServiceDetectors.All));

        Assert.Equal((Severity.Info, "Nothing."), (healthy.Severity, healthy.Action));
        Assert.Contains(healthy.Details, detail => detail.StartsWith("GC: 0.5 % of 60 s paused (600 collections", StringComparison.Ordinal));
        Assert.Equal("Not looked at: the host.", healthy.Details[^1]);
    }

    [Fact]
    public void Healthy_IsNotSaidBesideAWarning() =>
        Assert.DoesNotContain(Findings.In(ProcessWindows.Leak, ServiceDetectors.All), finding => finding.Id == HealthyProcess.Id);

    [Fact]
    public void Healthy_IsNotSaidWhileTheGcTakesMuchOfTheTime() =>
        Assert.Empty(Findings.In(ProcessWindows.Healthy with { Pauses = new PauseSummary { Total = TimeSpan.FromSeconds(7.7) } }, ServiceDetectors.All));

    [Fact]
    public void Healthy_IsNotSaidOfAHostAlone() => Assert.Empty(Findings.In(Host.HostWindows.Minute(Host.HostWindows.Healthy), ServiceDetectors.All));

    [Fact]
    public void OneSize_AndDoublingBuffers_AreNotVaryingSizes()
    {
        AllocationSite growing = ProcessWindows.Large() with { Via = "System.IO.MemoryStream.set_Capacity" };

        Assert.Equal("loh-fragmentation-per-request-buffers", Findings.In(RequestBufferWindows.Window(growing), ServiceDetectors.All)[0].Id);
        Assert.DoesNotContain(Findings.In(RequestBufferWindows.Window(), ServiceDetectors.All), finding => finding.Id == "loh-fragmentation-varying-sizes");
    }

    [Fact]
    public void FullCollections_AreASymptomOfTheHolesFromTheSameLine()
    {
        IReadOnlyList<Finding> findings = Findings.In(RequestBufferWindows.Window(), ServiceDetectors.All);

        Finding symptom = Assert.Single(findings, finding => finding.Id == "full-collections-per-request-buffers");
        Assert.Equal("loh-fragmentation-per-request-buffers", symptom.SymptomOf);
        Assert.EndsWith("which says what to do.", symptom.Details[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Host_ThatDidNothing_IsSaidToHaveNoPart_AndOneThatDidIsNotAccused()
    {
        DiagnosisWindow quiet = RequestBufferWindows.Window() with { EarlierHost = Host.HostWindows.Healthy, LatestHost = Host.HostWindows.Minute(Host.HostWindows.Healthy).LatestHost };
        DiagnosisWindow busy = quiet with { LatestHost = quiet.LatestHost!.With(("compact_stall", 7)) };

        Assert.Equal("Host: not involved. No compactions or allocation stalls, nobody waited for memory within 60 s.", Findings.In(quiet, ServiceDetectors.All)[0].Details[^1]);
        Assert.Equal("Host, in the same time: 7 direct compactions. Whether that has to do with it is not shown.", Findings.In(busy, ServiceDetectors.All)[0].Details[^1]);
    }

    [Fact]
    public void SymptomThatIsWorse_RaisesItsRoot()
    {
        // Nobody was seen to stand still, so the holes alone are information; full collections every other second are not.
        DiagnosisWindow window = RequestBufferWindows.Window() with { Pauses = new PauseSummary(), HeapLimitBytes = 64L << 30, Length = TimeSpan.FromSeconds(20) };

        Assert.Equal(Severity.Warning, Findings.In(window, ServiceDetectors.All)[0].Severity);
    }

    [Fact]
    public void PinsWithoutHoles_AndHolesWithoutPins_AreNoPinning()
    {
        DiagnosisWindow[] windows = [ProcessWindows.Pinning with { Gc = ProcessWindows.Healthy.Gc }, ProcessWindows.Pinning with { Pinned = [new PinnedType("System.Byte[]", 40, 160_000)] }];

        Assert.DoesNotContain(windows.SelectMany(window => Findings.In(window, ServiceDetectors.All)), finding => finding.Id == "fragmentation-by-pinning");
    }

    [Fact]
    public void SmallObjectsThatCostNothing_AreNoFinding() => Assert.DoesNotContain(
        Findings.In(ProcessWindows.SmallObjects with { Pauses = ProcessWindows.Healthy.Pauses }, ServiceDetectors.All),
        finding => finding.Id == "small-object-granularity");

    [Fact]
    public void Leak_SaysTheTimeToTheLimitWithItsInterval()
    {
        Finding leak = Findings.In(ProcessWindows.Leak, ServiceDetectors.All)[0];

        FindingNumber left = Assert.Single(leak.Numbers, number => number.Name == "heap.time_to_limit");
        // 1,536 − 459.6 MiB at 24 MiB a minute.
        Assert.Equal(2691, left.Value, 1.0);
        Assert.InRange(left.Value, left.Low!.Value, left.High!.Value);
        Assert.Equal(leak.Harm.TimeToLimit, TimeSpan.FromSeconds(left.Value));
        Assert.Equal("dotnet-gcdump collect -p 4711", leak.Command);
        Assert.Contains("A restart is a stop-gap only", leak.Action, StringComparison.Ordinal);
        Assert.Equal(Severity.Warning, leak.Severity);
    }

    [Fact]
    public void LeakThatEndsSoon_IsCritical() =>
        Assert.Equal(Severity.Critical, Findings.In(ProcessWindows.Leak with { HeapLimitBytes = 500 * MiB }, ServiceDetectors.All)[0].Severity);

    [Theory]
    [InlineData(1.0, "memory-leak")]
    [InlineData(0.0, null)]
    public void Sawtooth_IsJudgedByItsTrend(double slope, string? expected)
    {
        // Up and down by 60 MiB every six points, as a load does.
        IReadOnlyList<LiveHeapPoint> live = ProcessWindows.Live(64, TimeSpan.FromSeconds(20), i => (long)(((300 + (slope * 5 * i)) * MiB) + (i % 6 * 10 * MiB)));

        Finding? found = Findings.In(ProcessWindows.Healthy with { LiveHeap = live }, ServiceDetectors.All).FirstOrDefault(finding => finding.Id is "memory-leak" or "long-lived-growth");
        Assert.Equal(expected, found?.Id);
    }

    [Fact]
    public void GrowthThatChangesItsPace_IsNoLeak_AndItIsSaidWhy()
    {
        // Up by 90 MiB at some moments and level in between.
        int[] jumps = [3, 9, 33, 36, 39, 50, 51, 63];
        IReadOnlyList<LiveHeapPoint> live = ProcessWindows.Live(64, TimeSpan.FromSeconds(20), i => (300 + (90 * jumps.Count(jump => jump <= i)) + (i % 3)) * MiB);

        Finding growth = Assert.Single(Findings.In(ProcessWindows.Healthy with { LiveHeap = live }, ServiceDetectors.All), finding => finding.Id is "memory-leak" or "long-lived-growth");
        Assert.Equal("long-lived-growth", growth.Id);
        Assert.Contains(growth.Details, detail => detail.StartsWith("Its pace changes too much", StringComparison.Ordinal));
    }

    [Fact]
    public void LeakIntoTheGroupsLimit_IsTheRootOfIt()
    {
        HostReport host = Host.CgroupLimitTests.AtTheLimit;
        DiagnosisWindow window = Host.HostWindows.Minute(host) with { LiveHeap = ProcessWindows.Leak.LiveHeap, HeapLimitBytes = 1536 * MiB };

        IReadOnlyList<Finding> findings = Findings.In(window, ServiceDetectors.All);
        Assert.Equal("memory-leak", findings[0].Id);
        Assert.Equal("memory-leak", findings.Single(finding => finding.Id == "cgroup-memory-limit").SymptomOf);
    }

    [Fact]
    public void MoreHarm_ComesFirst_AndWhatFailsBeforeAll()
    {
        DiagnosisWindow both = RequestBufferWindows.Window() with { LiveHeap = ProcessWindows.Leak.LiveHeap };
        // Nine request-seconds a minute are more than a limit three quarters of an hour away that counts as a fifth of one.
        DiagnosisWindow worse = both with { Pauses = both.Pauses with { RequestTime = TimeSpan.FromSeconds(60) } };
        DiagnosisWindow failing = worse with { HeapLimitBytes = 480 * MiB };

        Assert.Equal("memory-leak", Findings.In(both, ServiceDetectors.All)[0].Id);
        Assert.Equal("loh-fragmentation-per-request-buffers", Findings.In(worse, ServiceDetectors.All)[0].Id);
        Assert.Equal("memory-leak", Findings.In(failing, ServiceDetectors.All)[0].Id);
    }
}
