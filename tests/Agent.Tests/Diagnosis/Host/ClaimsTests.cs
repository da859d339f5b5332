using System.Text.RegularExpressions;
using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

/// <summary>What every finding of every detector may and must say.</summary>
public sealed partial class ClaimsTests
{
    private static readonly KernelLogReport Log = new(new Dictionary<int, long> { [2] = 7, [5] = 1 }, "kworker: page allocation failure: order:2");

    private static readonly HostReport[] Sick =
    [
        HighOrderStallsTests.Stalling, HighOrderStallsTests.Stalling.HugePages("madvise", "madvise"), HugePageFallbackTests.FallingBack,
        HugePageFallbackTests.FallingBack.Sysctl(("compaction_proactiveness", 80), ("defrag_mode", 0)), ReclaimTooLateTests.Late,
        MemoryShortageTests.Short, CgroupLimitTests.AtTheLimit, CostlyOrdersNotCompactedTests.Skipped, UnmovableGrowthTests.Grown,
        UnmovableGrowthTests.Grown.Sysctl(("watermark_boost_factor", 0)), SlabGrowthTests.Grown, AddressSpaceExhaustionTests.Crowded,
        Healthy.Sysctl(("min_free_kbytes", 1024)), Healthy.Sysctl(("min_free_kbytes", 1 << 20)), Healthy.Memory(("SUnreclaim", 9L << 30)),
        Healthy with { Zones = InPieces }, Healthy with { Pageblocks = [new PageblockReport("Unmovable", 4000), new PageblockReport("Movable", 8000)] },
    ];

    private static List<Finding> All()
    {
        var findings = new List<Finding>();
        foreach (var sick in Sick)
        {
            foreach (var host in (HostReport[])[sick, sick.Pressure(("cgroup/some", 6_000_000), ("cgroup/full", 1), ("host/full", 7_000_000)), Many(sick)])
            {
                foreach (var window in (DiagnosisWindow[])[Minute(host), Between(Healthy, host, 600), Moment(host)])
                {
                    findings.AddRange(Findings.In(window with { KernelLog = Log, Host = [Sample(0), Sample(60)] }, HostDetectors.All));
                }
            }
        }

        findings.AddRange(Findings.In(GcHolesWithoutSiteTests.FullOfHoles, [new GcHolesWithoutSite()]));
        return findings;
    }

    /// <summary>So many events that a single reading reports them too.</summary>
    private static HostReport Many(HostReport host) => host.With([.. host.Vmstat.Where(counter => counter.Value > 0).Select(counter => (counter.Key, counter.Value * 100))]);

    private static HostSample Sample(long seconds) => new()
    {
        Timestamp = seconds * System.Diagnostics.Stopwatch.Frequency,
        MemTotalBytes = 24L << 30,
        MemFreeBytes = 8L << 30,
        MemAvailableBytes = 16L << 30,
        UnusableIndexPmd = 800,
        FreePmdBlocks = 20,
        CompactionStalls = 0,
        CompactionFailures = 0,
        AllocationStalls = 0,
        ThpFaultFallbacks = 0,
        HostPressureSome = 0,
        HostPressureFull = 0,
        CgroupPressureSome = 0,
        CgroupPressureFull = 0,
    };

    [Fact]
    public void EveryHostDetector_IsCovered()
    {
        var found = All().Select(finding => finding.Id).ToHashSet();

        Assert.Empty(HostDetectors.All.Select(detector => detector.FindingId).Except(found));
    }

    [Fact]
    public void BelowLevelThree_NothingIsCalledACause()
    {
        foreach (var finding in All().Where(finding => finding.Evidence < EvidenceLevel.ObservedInProcess))
        {
            Assert.All(finding.Details.Prepend(finding.Title), text => Assert.False(Cause().IsMatch(text), text));
        }
    }

    [Fact]
    public void BelowLevelFour_NothingIsCalledProven() =>
        Assert.All(All().Where(finding => finding.Evidence < EvidenceLevel.ShownByIntervention).SelectMany(finding => finding.Details.Prepend(finding.Title)), text => Assert.False(Proof().IsMatch(text), text));

    [Fact]
    public void Associated_IsNeverClaimedWithoutItsStatistics() =>
        Assert.DoesNotContain(All(), finding => finding.Evidence is EvidenceLevel.Associated or EvidenceLevel.AssociatedWithMechanism);

    [Fact]
    public void LevelThree_IsAboutTheOwnProcessOrCgroup() =>
        Assert.All(
            All().Where(finding => finding.Evidence == EvidenceLevel.ObservedInProcess),
            finding => Assert.True(Own().IsMatch(finding.Title) || finding.Id == "gc-heap-holes", finding.Title));

    [Fact]
    public void OneMoment_IsNeverUrgent_ExceptWhereTheStateItselfIs()
    {
        string[] states = ["process-memory-maps", "host-kernel-reserve"];
        foreach (var finding in Sick.SelectMany(host => Findings.In(Moment(Many(host)) with { KernelLog = Log }, HostDetectors.All)))
        {
            Assert.True(finding.Severity == Severity.Info || states.Contains(finding.Id), finding.Id);
        }
    }

    [Fact]
    public void Advice_NeverRepeatsAMyth()
    {
        foreach (var finding in All())
        {
            string commands = $"{finding.Command} {finding.Undo}";
            Assert.DoesNotContain("drop_caches", commands, StringComparison.Ordinal);
            Assert.DoesNotContain("compact_memory", commands, StringComparison.Ordinal);
            Assert.DoesNotContain("slub_max_order", commands, StringComparison.Ordinal);
            Assert.DoesNotContain("reboot", commands, StringComparison.Ordinal);
            Assert.False(finding.Setting is { Name: "vm.min_free_kbytes" } reserve
                && long.Parse(reserve.ProposedValue, System.Globalization.CultureInfo.InvariantCulture) > 2 * long.Parse(reserve.DefaultValue!, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Command_IsOneAndHasAWayBackUnlessItOnlyLooks()
    {
        foreach (var finding in All().Where(finding => finding.Command is not null))
        {
            Assert.DoesNotContain("&&", finding.Command, StringComparison.Ordinal);
            Assert.DoesNotContain("\n", finding.Command, StringComparison.Ordinal);
            if (finding.Setting is { } setting)
            {
                Assert.Contains(setting.ProposedValue, finding.Command, StringComparison.Ordinal);
                Assert.NotNull(finding.Undo);
                Assert.NotEqual(finding.Command, finding.Undo);
                Assert.True(setting.CurrentValue is null ? setting.Kind == SettingKind.Environment : finding.Undo.Contains(setting.CurrentValue, StringComparison.Ordinal), finding.Undo);
                Assert.NotNull(finding.Cost);
            }
            else
            {
                Assert.Null(finding.Undo);
                Assert.Matches("^sudo (slabtop|appfrag kernel|dmesg) ", finding.Command);
            }
        }
    }

    [Fact]
    public void OurThresholds_AreCalledHeuristic() =>
        Assert.All(
            All().SelectMany(finding => finding.Details).Where(detail => detail.Contains("Reported ", StringComparison.Ordinal)),
            detail => Assert.Contains("heuristic", detail, StringComparison.Ordinal));

    [Fact]
    public void EveryDetector_IsInTheDocumentationWithItsHeuristic()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/host-memory.md"));
        int start = page.IndexOf("## What is a heuristic", StringComparison.Ordinal);
        string heuristics = page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];

        Assert.All(HostDetectors.All, detector => Assert.Contains($"`{detector.FindingId}`", heuristics, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(caus(e|es|ed|ing)|because|due to|slow(s|ed|ing)|delay(s|ed)|leads? to|results? in|blame|culprit|responsible|the reason is|therefore)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cause();

    [GeneratedRegex(@"\b(prove[sn]?|proved|certainly|definitely|always will)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Proof();

    [GeneratedRegex(@"\b(the own cgroup|the process)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Own();
}
