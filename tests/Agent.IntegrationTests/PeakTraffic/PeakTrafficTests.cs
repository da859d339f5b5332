using System.Globalization;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>What a person sees who runs the sample.</summary>
[Collection(PeakTrafficTestGroup.Name)]
public sealed class PeakTrafficTests(PeakTrafficRun run)
{
    private const string Sites = "Lines that allocate on the large object heap";

    [Fact]
    public void Run_Whole_EndsWithExitCodeZero() => Assert.True(run.ExitCode == 0, string.Join('\n', run.Output));

    [Theory]
    [InlineData("Host")]
    [InlineData("GC heaps under the naive endpoints")]
    [InlineData("Findings")]
    [InlineData(Sites)]
    [InlineData("A request as a trace")]
    [InlineData("Before and after: the same requests at the pooled twins")]
    public void Output_HasSection(string heading) => Assert.NotEmpty(Section(heading));

    [Fact]
    public void Output_TopSite_IsTheTrueLineWithItsRule()
    {
        var top = Section(Sites)[0];

        Assert.StartsWith($"  {SampleSource.NaiveScratch}  ", top, StringComparison.Ordinal);
        Assert.EndsWith("  AF0001", top, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_OtherFlaggedLines_NameTheirRules()
    {
        Assert.Contains(Section(Sites), line => line.StartsWith($"  {SampleSource.NaiveImage}  ", StringComparison.Ordinal) && line.EndsWith("  AF0002", StringComparison.Ordinal));
        Assert.Contains(Section(Sites), line => line.StartsWith($"  {SampleSource.NaiveExportCopy}  ", StringComparison.Ordinal) && line.EndsWith("  AF0004", StringComparison.Ordinal));
    }

    [Fact]
    public void Output_Trace_ShowsTheAllocationBelowItsRequest() =>
        Assert.Contains(Section("A request as a trace"), line => line.Contains("── gc.large_allocation", StringComparison.Ordinal));

    [Fact]
    public void Output_Comparison_TwinsAllocateFarLess()
    {
        var cells = Section("Before and after: the same requests at the pooled twins")
            .Single(line => line.Contains("allocated on the large object heap", StringComparison.Ordinal))
            .Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.True(Rate(cells[1]) > 20, cells[1]);
        Assert.True(Rate(cells[2]) < Rate(cells[1]) / 10, cells[2]);
    }

    private static double Rate(string cell) => double.Parse(cell.Split(' ')[0], CultureInfo.InvariantCulture);

    private string[] Section(string heading) =>
        [.. run.Output.SkipWhile(line => line != heading).Skip(1).TakeWhile(line => line.Length > 0)];
}
