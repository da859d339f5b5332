using System.Globalization;

namespace AppFrag.Agent.IntegrationTests.Governor;

/// <summary>
/// The governor with the default options in a process of its own, under loads that count what they allocate.
/// <para>APPFRAG_SOAK_MINUTES sets the length of the storm (default: three quarters of a minute); 30 is what a release is held to.</para>
/// </summary>
[Collection(nameof(OneAgentAtATime))]
public sealed class GovernorLiveTests(ITestOutputHelper output)
{
    private const double Budget = 0.01;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Storm_StaysWithinTheBudget_WithBoundedTables_AndFlatMemory()
    {
        TimeSpan length = TimeSpan.FromMinutes(double.Parse(Environment.GetEnvironmentVariable("APPFRAG_SOAK_MINUTES") ?? "0.75", CultureInfo.InvariantCulture));

        SoakRun run = await SoakRun.RunAsync(length, Interval, "rate=0", "size=200000");

        double rate = run.Last.Collections / run.Last.At;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rate:0} collections/s; dearest minute {run.DearestMinute():P2} of a core; duty {run.Last.Duty:P2}; RSS {run.Lines[0].Rss >> 20} MiB, then {run.Last.Rss >> 20} MiB; p95 {run.Last.LatencyP95:0.00} s of {run.Last.Spans} spans"));
        Assert.InRange(run.DearestMinute(), 0, Budget);
        Assert.All(run.Lines, line => Assert.All(line.Tables, table => Assert.InRange(table.Count, 0, table.Capacity)));

        // The first third fills tables and compiles code; what is there after it stays.
        long warm = run.Lines.Where(line => line.At >= run.Last.At / 3 && line.At < run.Last.At * 2 / 3).Max(line => line.Rss);
        long late = run.Lines.Where(line => line.At >= run.Last.At * 2 / 3).Min(line => line.Rss);
        Assert.InRange(late, 0, warm + (16L << 20));
        Assert.Contains(run.Last.Sites, site => site.Samples > 0);
    }

    [Fact]
    public async Task TopSite_AtTwoHundredMegabytesASecond_IsWithinFivePercentOfTheTruth_AndSpansFollowWithinTwoSeconds()
    {
        // A minute on a machine that others use as well can be disturbed: it is measured once more, and then it counts.
        (SoakRun run, SoakSite site, double error) = await Measure();
        if (Math.Abs(error) > 0.05)
        {
            (run, site, error) = await Measure();
        }

        Assert.EndsWith("MixedLoad.Large", site.Method, StringComparison.Ordinal);
        Assert.InRange(error, -0.05, 0.05);
        Assert.InRange(run.DearestMinute(), 0, Budget);
        Assert.InRange(run.Last.LatencyP95, 0, 2);
        Assert.True(run.Last.Spans >= 20, $"only {run.Last.Spans} spans");
    }

    private async Task<(SoakRun Run, SoakSite Site, double Error)> Measure()
    {
        SoakRun run = await SoakRun.RunAsync(TimeSpan.FromSeconds(64), Interval, "rate=200");
        SoakSite site = run.Last.Sites[0];
        double share = run.Last.Truth[0] / (double)run.Last.Truth.Sum();
        double truth = run.Last.Truth[0] / run.Last.At;
        double error = (site.BytesPerSecond - truth) / truth;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{site.Method}: {site.BytesPerSecond / 1e6:0.0} ± {site.BytesPerSecondError / 1e6:0.0} MB/s from {site.Samples} samples, truth {truth / 1e6:0.0} ({share:P1} of all), error {error:P2}; dearest minute {run.DearestMinute():P2}; latency p50 {run.Last.LatencyP50:0.00}, p95 {run.Last.LatencyP95:0.00} s of {run.Last.Spans} spans"));
        return (run, site, error);
    }
}
