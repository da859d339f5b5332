using System.Globalization;
using System.Text.RegularExpressions;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>
/// 64 concurrent flows with nested and sibling spans that allocate behind every kind of thread hop, in a process of their
/// own. Each array has a size that no other has, so that the truth does not come from what is tested.
/// </summary>
public sealed partial class FlowTests(ITestOutputHelper output)
{
    private const int EnoughSamples = 1000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Samples_OfConcurrentFlows_LandOnTheSpanThatAllocated(bool serverGc)
    {
        Counts counts = await Run(serverGc, "flows");

        Assert.Equal(0, counts.Wrong);
        Assert.True(counts.Right >= EnoughSamples, $"only {counts.Right} samples");
        Assert.True(counts.Right >= 0.995 * (counts.Right + counts.Unattributed), $"{counts.Unattributed} samples unattributed");
        Assert.True(counts.Outside > 0, "no sample from outside all spans");
    }

    /// <summary>The class library's own activity ids are left alone, and what they put back at the wrong time deceives nobody.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Samples_WithTaskActivityTracking_AreUnattributedRatherThanWrong(bool serverGc)
    {
        Counts counts = await Run(serverGc, "tracked-flows");

        Assert.Equal(0, counts.Wrong);
        Assert.True(counts.Right + counts.Unattributed >= EnoughSamples, "too few samples");
    }

    /// <summary>Where spans are many they are stamped around bursts only: what runs while that begins or ends is on the right span or on none.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Samples_WhileStampingIsSwitchedOnAndOff_AreUnattributedRatherThanWrong(bool serverGc)
    {
        Counts counts = await Run(serverGc, "switched-flows");

        Assert.True(counts.Switched >= 10, $"switched {counts.Switched} times only");
        Assert.Equal(0, counts.Wrong);
        Assert.True(counts.Right >= EnoughSamples, $"only {counts.Right} samples");
        Assert.True(counts.Unattributed > 0, "stamping never rested");
        Assert.True(counts.Outside > 0, "no sample from outside all spans");
    }

    private async Task<Counts> Run(bool serverGc, string work)
    {
        using TestHostProcess host = await TestHostProcess.StartAsync(
            ["work=" + work],
            new Dictionary<string, string> { ["DOTNET_gcServer"] = serverGc ? "1" : "0" });
        Assert.NotNull(await host.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        foreach (string line in host.Output)
        {
            output.WriteLine(line);
        }

        Match counts = Assert.Single(host.Output.Select(line => CountsLine().Match(line)), match => match.Success);
        Assert.Equal(0, host.ExitCode);
        Assert.Equal(serverGc.ToString(), counts.Groups["server"].Value);
        int switched = int.Parse(host.Output.Single(line => line.StartsWith("switched=", StringComparison.Ordinal))["switched=".Length..], CultureInfo.InvariantCulture);
        return new Counts(Number("right"), Number("unattributed"), Number("outside"), Number("wrong"), switched);

        int Number(string name) => int.Parse(counts.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^flows server=(?<server>\\w+) right=(?<right>\\d+) unattributed=(?<unattributed>\\d+) outside=(?<outside>\\d+) wrong=(?<wrong>\\d+)$")]
    private static partial Regex CountsLine();

    private sealed record Counts(int Right, int Unattributed, int Outside, int Wrong, int Switched);
}
