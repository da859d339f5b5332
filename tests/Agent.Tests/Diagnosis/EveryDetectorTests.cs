using System.Text.RegularExpressions;
using AppFrag.Agent.Tests.Diagnosis.Host;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

/// <summary>
/// What every finding of every detector may and must say. A detector that is new is found by reflection: without a window that
/// makes it speak at each severity that its source names, these tests fail.
/// </summary>
public sealed partial class EveryDetectorTests
{
    private static readonly IReadOnlyList<DiagnosisWindow> Windows = [.. HostFixtures.Windows, .. AssociationWindows.All, .. ProcessWindows.All];

    // As detectors give them, and as they are put together: joining and the positive statement write text too.
    private static readonly Finding[] All =
    [
        .. Windows.SelectMany(window => ServiceDetectors.All.Select(detector => detector.Detect(window)).OfType<Finding>()),
        .. Windows.SelectMany(window => Findings.In(window, ServiceDetectors.All)),
    ];

    public static TheoryData<string> Detectors => [.. typeof(IDetector).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IDetector))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Detector_IsAtWork_AndIsMadeToSpeakAtEachOfItsSeverities(string name)
    {
        IDetector detector = Assert.Single(ServiceDetectors.All, detector => detector.GetType().Name == name);
        string source = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "src/Agent/Diagnosis/Detectors", name + ".cs"));
        IEnumerable<string> named = SeverityName().Matches(source).Select(match => match.Groups[1].Value).Distinct().Order();
        IEnumerable<string> spoken = Windows.Select(detector.Detect).OfType<Finding>().Select(finding => finding.Severity.ToString()).Distinct().Order();

        Assert.NotEmpty(named);
        Assert.Equal(named, spoken);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Detector_GivesItsOwnIdOnly(string name)
    {
        IDetector detector = ServiceDetectors.All.Single(detector => detector.GetType().Name == name);

        Assert.All(Windows.Select(detector.Detect).OfType<Finding>(), finding => Assert.Equal(detector.FindingId, finding.Id));
        Assert.Single(ServiceDetectors.All, other => other.FindingId == detector.FindingId);
    }

    [Fact]
    public void Detectors_SayNothingOfAnEmptyWindow() => Assert.Empty(Findings.In(new DiagnosisWindow { Length = TimeSpan.Zero }, ServiceDetectors.All));

    [Fact]
    public void BelowLevelThree_NothingIsCalledACause() => Nowhere(Cause(), below: EvidenceLevel.ObservedInProcess);

    [Fact]
    public void BelowLevelFour_NothingIsCalledProven() => Nowhere(Proof(), below: EvidenceLevel.ShownByIntervention);

    [Fact]
    public void BelowLevelOne_NothingIsSaidToMoveTogether() => Nowhere(Association(), below: EvidenceLevel.Associated);

    [Theory]
    [InlineData("host-high-order-stalls", EvidenceLevel.Associated)]
    [InlineData("host-high-order-stalls", EvidenceLevel.AssociatedWithMechanism)]
    [InlineData("host-reclaim-too-late", EvidenceLevel.AssociatedWithMechanism)]
    public void Associations_RaiseHostFindings(string id, EvidenceLevel level) =>
        Assert.Contains(All, finding => finding.Id == id && finding.Evidence == level && finding.Details.Any(Association().IsMatch));

    [Fact]
    public void HostFindings_NeverPassLevelTwo_WithoutTheOwnProcessOrGroup() => Assert.All(
        All.Where(finding => finding.Id.StartsWith("host-", StringComparison.Ordinal) && finding.Evidence > EvidenceLevel.AssociatedWithMechanism),
        finding => Assert.Contains("own cgroup", finding.Title, StringComparison.Ordinal));

    [Fact]
    public void Associations_NotRepeatedOrTooWeakOrUncertain_CountForNothing()
    {
        DiagnosisWindow[] windows =
        [
            .. AssociationWindows.All.SelectMany(window => (DiagnosisWindow[])
            [
                window with { Associations = [.. window.Associations.Select(a => a with { IsReplicated = false })] },
                window with { Associations = [.. window.Associations.Select(a => a with { Effect = 0.2 })] },
                window with { Associations = [.. window.Associations.Select(a => a with { Effect = -0.6 })] },
                window with { Associations = [.. window.Associations.Select(a => a with { AdjustedP = 0.06 })] },
            ]),
        ];

        Assert.DoesNotContain(
            windows.SelectMany(window => Findings.In(window, ServiceDetectors.All)),
            finding => finding.Evidence is EvidenceLevel.Associated or EvidenceLevel.AssociatedWithMechanism);
    }

    [Fact]
    public void OurThresholds_AreCalledHeuristic() => Assert.All(
        All.SelectMany(finding => finding.Details).Where(detail => detail.Contains("Reported ", StringComparison.Ordinal)),
        detail => Assert.Contains("heuristic", detail, StringComparison.Ordinal));

    [Fact]
    public void Command_IsOneAndHasAWayBackUnlessItOnlyLooks()
    {
        foreach (Finding finding in All.Where(finding => finding.Command is not null))
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
                Assert.Matches("^(sudo (slabtop|appfrag kernel|dmesg) |dotnet-gcdump collect -p [0-9]+$)", finding.Command);
            }
        }
    }

    [Fact]
    public void Numbers_ComeWithUnits_AndAreNumbers() => Assert.All(All, finding =>
    {
        Assert.True(finding.Numbers.Count > 0, finding.Id);
        Assert.Equal(finding.Numbers.Count, finding.Numbers.Select(number => number.Name).Distinct().Count());
        Assert.All(finding.Numbers, number =>
        {
            Assert.Matches(@"^[a-z0-9_]+(\.[a-z0-9_]+)*$", number.Name);
            Assert.Matches(@"^(1|s|By|By/s|\{[a-z]+\}(/s)?)$", number.Unit);
            Assert.True(double.IsFinite(number.Value) && (number.Low is null) == (number.High is null), number.Name);
            Assert.True((number.Low ?? number.Value) <= number.Value && number.Value <= (number.High ?? number.Value), $"{finding.Id} {number}");
        });
    });

    [Fact]
    public void Rule_IsOneThatExists() => Assert.All(
        All.Select(finding => finding.RuleId).OfType<string>().Distinct(),
        rule => Assert.True(File.Exists(Path.Combine(RepositoryFiles.Root, "docs/rules", rule + ".md")), rule));

    [Fact]
    public void RootCauses_NameDetectorsThatExist_AndRootsComeBeforeTheirSymptoms()
    {
        Assert.Empty(RootCauses.Ids.Except(ServiceDetectors.All.Select(detector => detector.FindingId)));
        foreach (DiagnosisWindow window in Windows)
        {
            IReadOnlyList<Finding> findings = Findings.In(window, ServiceDetectors.All);
            for (int i = 0; i < findings.Count; i++)
            {
                Assert.True(findings[i].SymptomOf is not { } root || findings.Take(i).Any(other => other.Id == root && other.SymptomOf is null), findings[i].Id);
            }
        }
    }

    [Fact]
    public void Restart_IsAStopGapOnly() => Assert.All(
        All.Where(finding => finding.Action.Contains("estart", StringComparison.Ordinal)),
        finding => Assert.Contains("stop-gap", finding.Action, StringComparison.Ordinal));

    [Fact]
    public void EveryFinding_IsDocumented()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs/diagnosis.md"));

        Assert.All(ServiceDetectors.All.Select(detector => detector.FindingId).Append(HealthyProcess.Id), id => Assert.Contains($"`{id}`", page, StringComparison.Ordinal));
        Assert.All(All.SelectMany(finding => finding.Numbers).DistinctBy(number => number.Name), number => Assert.Contains($"`{number.Name}` | {number.Unit} |", page, StringComparison.Ordinal));
    }

    private static void Nowhere(Regex words, EvidenceLevel below) => Assert.All(
        All.Where(finding => finding.Evidence < below).SelectMany(finding => finding.Details.Prepend(finding.Title)).Distinct(),
        text => Assert.False(words.IsMatch(text), text));

    [GeneratedRegex(@"\b(caus(e|es|ed|ing)|because|due to|slow(s|ed|ing)|delay(s|ed)|leads? to|results? in|blame|culprit|responsible|the reason is|therefore)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cause();

    [GeneratedRegex(@"\b(prove[sn]?|proved|certainly|definitely|always will)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Proof();

    [GeneratedRegex(@"\b(moves? together|associat(ed|ion)|correlat(ed|es|ion))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Association();

    [GeneratedRegex(@"\bSeverity\.(Info|Warning|Critical)\b")]
    private static partial Regex SeverityName();
}
