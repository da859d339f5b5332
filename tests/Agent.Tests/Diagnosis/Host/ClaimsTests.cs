using System.Text.RegularExpressions;
using AppFrag.Diagnosis;
using AppFrag.Model;
using static AppFrag.Agent.Tests.Diagnosis.Host.HostWindows;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

/// <summary>What every finding of every detector may and must say.</summary>
public sealed partial class ClaimsTests
{
    private static IReadOnlyList<Finding> All() => HostFixtures.Findings;

    [Fact]
    public void EveryHostDetector_IsCovered()
    {
        var found = All().Select(finding => finding.Id).ToHashSet();

        Assert.Empty(HostDetectors.All.Select(detector => detector.FindingId).Except(found));
    }

    [Fact]
    public void Associated_IsNeverClaimedWithoutItsStatistics() =>
        Assert.DoesNotContain(All(), finding => finding.Evidence is EvidenceLevel.Associated or EvidenceLevel.AssociatedWithMechanism);

    [Fact]
    public void LevelThree_IsAboutTheOwnProcessOrCgroup() =>
        Assert.All(
            All().Where(finding => finding.Evidence == EvidenceLevel.ObservedInProcess),
            finding => Assert.Matches(Own(), finding.Title));

    [Fact]
    public void OneMoment_IsNeverUrgent_ExceptWhereTheStateItselfIs()
    {
        string[] states = ["process-memory-maps", "host-kernel-reserve"];
        foreach (var finding in HostFixtures.Sick.SelectMany(host => Findings.In(Moment(HostFixtures.Many(host)) with { KernelLog = HostFixtures.Log }, HostDetectors.All)))
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
    public void EveryDetector_IsInTheDocumentationWithItsHeuristic()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/host-memory.md"));
        int start = page.IndexOf("## What is a heuristic", StringComparison.Ordinal);
        string heuristics = page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];

        Assert.All(HostDetectors.All, detector => Assert.Contains($"`{detector.FindingId}`", heuristics, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(the own cgroup|the process)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Own();
}
