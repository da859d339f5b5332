using AppFrag.Diagnosis;
using AppFrag.Gallery;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

/// <summary>
/// What the detectors were given of each scenario of the gallery, recorded from the real process: the same verdict must come
/// out of it as out of the process. <c>tests/Agent.Tests/Fixtures/gallery/README.md</c> says how they are recorded.
/// </summary>
public sealed class GalleryRecordingTests(ITestOutputHelper output)
{
    private const int MostBytes = 300_000;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures", "gallery");

    public static TheoryData<string> Scenarios => [.. Expectation.All.Select(expected => expected.Scenario)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Recording_HasItsOwnCauseOnTop(string scenario)
    {
        Expectation expected = Expectation.All.Single(expected => expected.Scenario == scenario);

        IReadOnlyList<Finding> findings = Findings.In(Read(scenario), ServiceDetectors.All);

        string said = string.Join(", ", findings.Select(finding => $"{finding.Id} ({finding.Severity})"));
        output.WriteLine($"{scenario}: {said}");
        Assert.True(expected.IsMet([.. findings.Select(finding => (finding.Id, finding.Severity.ToString()))]), $"{scenario} is called {said}");
    }

    [Fact]
    public void EveryCause_IsSaidOfItsOwnScenarioAlone()
    {
        // Symptoms belong to the cause that they name; what harms nobody may be said anywhere.
        foreach (Expectation one in Expectation.All)
        {
            string[] causes = [.. Findings.In(Read(one.Scenario), ServiceDetectors.All).Where(finding => finding.SymptomOf is null && finding.Severity > Severity.Info).Select(finding => finding.Id)];
            Assert.All(Expectation.All.Where(other => other != one), other => Assert.Empty(causes.Intersect(other.OnTop)));
        }
    }

    [Fact]
    public void Recordings_AreOfTheScenariosThereAre_AndSmall() =>
        Assert.All(
            Directory.EnumerateFiles(Folder, "*.json.gz").Select(path => new FileInfo(path)),
            file =>
            {
                Assert.Contains(file.Name[..^".json.gz".Length], Expectation.All.Select(expected => expected.Scenario));
                Assert.InRange(file.Length, 1, MostBytes);
            });

    [Fact]
    public void Recordings_TellNothingOfTheMachineTheyWereMadeOn() => Assert.All(Expectation.All, expected =>
    {
        DiagnosisWindow window = Read(expected.Scenario);
        Assert.All(window.Sites, site => Assert.DoesNotContain('/', site.File ?? ""));
        Assert.Equal("/service", window.LatestHost?.Cgroup?.Path ?? "/service");
    });

    private static DiagnosisWindow Read(string scenario) => RecordedWindow.Read(Path.Combine(Folder, scenario + ".json.gz")).Window;
}
