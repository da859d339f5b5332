using System.Globalization;
using System.Text.RegularExpressions;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>What hangs an EventPipe session when nobody takes care, each in a process of its own.</summary>
public sealed partial class SessionFaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(30);

    /// <summary>The runtime's own Stop never returns here.</summary>
    [Theory]
    [InlineData("work=stop-killed", "True", 500)]
    [InlineData("work=stop-stalled", "False", 1500)]
    public async Task Stop_WhenTheReaderIsDeadOrStandsStill_ReturnsByItsDeadline(string work, string ended, int most)
    {
        Match stopped = StoppedLine().Match(await Run(work, "stopped "));

        Assert.Equal(("True", ended), (stopped.Groups["struck"].Value, stopped.Groups["ended"].Value));
        Assert.InRange(int.Parse(stopped.Groups["ms"].Value, CultureInfo.InvariantCulture), 0, most);
    }

    /// <summary>Creating one during a rundown waits for the rundown, which waits for the reader (dotnet/runtime#1892).</summary>
    [Fact]
    public async Task FirstNamingOfAProcess_CreatesNoEventSource_OnTheReadingThread() =>
        Assert.Equal("named=True enough=True listening=True", await Run("work=first-naming", "named="));

    /// <summary>
    /// With an EventListener the same work takes several times the CPU after 20,000 threads (dotnet/runtime#111368). Every later
    /// ten thousand pays for what threads leave behind: the least of three is judged.
    /// </summary>
    [Fact]
    public async Task FortyThousandShortThreads_CostNoMoreThanTheFirstTenThousand()
    {
        Match cost = ThreadsLine().Match(await Run("work=short-threads", "threads "));

        Assert.InRange(Number("agent2"), 0, (Number("agent1") * 1.3) + 50);
        Assert.InRange(Number("process2"), 0, Number("process1") * 1.6);
        Assert.InRange(Number("managed"), long.MinValue, 500_000);
        Assert.InRange(Number("resident"), long.MinValue, 5_000_000);

        double Number(string name) => double.Parse(cost.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    private async Task<string> Run(string work, string lineStart)
    {
        using TestHostProcess host = await TestHostProcess.StartAsync([work]);
        Assert.True(await host.WaitForExitAsync(GiveUp + GiveUp) is not null, "the process did not end");
        foreach (string line in host.Output)
        {
            output.WriteLine(line);
        }

        Assert.Equal(0, host.ExitCode);
        Assert.DoesNotContain(host.Output, line => line.StartsWith("created ", StringComparison.Ordinal));
        return Assert.Single(host.Output, line => line.StartsWith(lineStart, StringComparison.Ordinal));
    }

    [GeneratedRegex("^stopped struck=(?<struck>\\w+) ended=(?<ended>\\w+) ms=(?<ms>\\d+)$")]
    private static partial Regex StoppedLine();

    [GeneratedRegex("^threads process1=(?<process1>\\d+) process2=(?<process2>\\d+) agent1=(?<agent1>\\d+) agent2=(?<agent2>\\d+) managed=(?<managed>-?\\d+) resident=(?<resident>-?\\d+)$")]
    private static partial Regex ThreadsLine();
}
