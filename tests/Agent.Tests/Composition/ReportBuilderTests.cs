using AppFrag.Composition;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Composition;

public class ReportBuilderTests
{
    [Theory]
    [InlineData("host-unmovable-growth", Severity.Warning, true)]
    [InlineData("host-index-high-nobody-harmed", Severity.Info, false)]
    [InlineData("loh-fragmentation-request-buffers", Severity.Warning, false)]
    public void Build_AfterAFindingAboutTheHost_AsksForFreshColdReadings(string id, Severity severity, bool expected)
    {
        var asked = new List<bool>();
        var builder = new ReportBuilder(
            new Timeline(),
            new HostHistory(),
            now =>
            {
                asked.Add(now);
                return null;
            },
            () => [],
            [new Always(id, severity)],
            TimeProvider.System);

        builder.Build(TimeSpan.FromSeconds(60));
        builder.Build(TimeSpan.FromSeconds(60));

        Assert.Equal([false, expected], asked);
    }

    private sealed class Always(string id, Severity severity) : IDetector
    {
        public string FindingId => id;

        public Finding Detect(DiagnosisWindow window) => new()
        {
            Id = id,
            Title = "Seen",
            Severity = severity,
            Evidence = EvidenceLevel.Coincident,
            Details = [],
            Action = "Nothing.",
            Verify = "Look.",
        };
    }
}
