using System.Globalization;

namespace AppFrag.Agent.IntegrationTests.Governor;

/// <summary>
/// The governor with the default options in a process of its own, under loads that count what they allocate.
/// <para>
/// APPFRAG_SOAK_MINUTES sets the length of the storm (default: 3); 30 is what a release is held to. APPFRAG_COVERAGE_MINUTES sets
/// that of the run in which intervals are held against the truth (default: 64 seconds).
/// </para>
/// </summary>
[Collection(nameof(OneAgentAtATime))]
public sealed class GovernorLiveTests(ITestOutputHelper output)
{
    private const double Budget = 0.01;

    // 0.3 s on a machine that has nothing else to do, 0.64 s at most where others compile and test beside it.
    private const double MostStartCost = 0.8;

    // 10,000 requests a second that left a single byte each would be 1.7 MiB in three minutes and 17 MiB in half an hour. In the
    // first minutes the runtime still compiles, which is memory outside the heap: 5 MiB were seen.
    private const double MostGrowth = 8 << 20;
    private const double MostGrowthInMinutes = 12 << 20;
    private const double MostMemory = 25e6;
    private static readonly TimeSpan Warm = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Storm_StaysWithinTheBudget_WithBoundedTables_AndFlatMemory()
    {
        TimeSpan length = Minutes("APPFRAG_SOAK_MINUTES", 3);
        double mostGrowth = length > Warm ? MostGrowth : MostGrowthInMinutes;
        string[] storm = ["rate=0", "size=200000", "judged=false"];
        // What the GC takes in half an hour of this is its own choice: only the same storm without the agent tells what is ours.
        Task<SoakRun>? without = length > Warm ? SoakRun.RunAsync(length, Interval, [.. storm, "agent=false"]) : null;
        SoakRun run = await SoakRun.RunAsync(length, Interval, storm);

        double rate = run.Last.Collections / run.Last.At;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{rate:0} collections/s; start {run.StartCost:0.00} s, dearest minute {run.DearestMinute():P2} of a core; duty {run.Last.Duty:P2}; RSS {run.Lines[0].Rss >> 20} MiB, then {run.Last.Rss >> 20} MiB; gained outside the heap {run.GrowthOutsideHeap() / (1 << 20):0.0} MiB, by live objects {run.GrowthOfLiveObjects() / (1 << 20):0.0} MiB; p95 {run.Last.LatencyP95:0.00} s of {run.Last.Spans} spans"));
        Assert.InRange(run.StartCost, 0, MostStartCost);
        Assert.InRange(run.DearestMinute(), 0, Budget);
        Assert.All(run.Lines, line => Assert.All(line.Tables, table => Assert.InRange(table.Count, 0, table.Capacity)));
        Assert.InRange(run.GrowthOutsideHeap(), double.MinValue, mostGrowth);
        Assert.InRange(run.GrowthOfLiveObjects(), double.MinValue, MostGrowth);
        Assert.Contains(run.Last.Sites, site => site.Samples > 0);
        if (without is not null)
        {
            Compare(run, await without);
        }
    }

    [Fact]
    public async Task TopSite_AtTwoHundredMegabytesASecond_IsWithinFivePercentOfTheTruth_WithIntervalsThatCoverIt()
    {
        SoakRun run = await SoakRun.RunAsync(Minutes("APPFRAG_COVERAGE_MINUTES", 64 / 60.0), Interval, "rate=200");

        SoakPlace site = run.Last.Windows[^1].Places[0];
        double error = (site.Estimate - site.Truth) / site.Truth;
        IReadOnlyList<SoakPlace> judged = run.Judged();
        double covered = judged.Count(place => place.IsCovered) / (double)judged.Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{site.Estimate / 1e6:0.0} ± {site.Error / 1e6:0.0} MB/s from {site.Samples} samples, truth {site.Truth / 1e6:0.0}, error {error:P2}; {covered:P1} of {judged.Count} intervals cover the truth; start {run.StartCost:0.00} s, dearest minute {run.DearestMinute():P2}; latency p50 {run.Last.LatencyP50:0.00}, p95 {run.Last.LatencyP95:0.00} s of {run.Last.Spans} spans"));
        Assert.EndsWith(site.Method, run.Last.Sites[0].Method, StringComparison.Ordinal);
        Assert.InRange(error, -0.05, 0.05);
        Assert.InRange(covered, 0.9, 1);
        Assert.InRange(run.StartCost, 0, MostStartCost);
        Assert.InRange(run.DearestMinute(), 0, Budget);
        Assert.InRange(run.Last.LatencyP95, 0, 2);
        Assert.True(run.Last.Spans >= 20, $"only {run.Last.Spans} spans");
    }

    private void Compare(SoakRun with, SoakRun without)
    {
        foreach (int third in (int[])[0, 1, 2])
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"third {third + 1}, medians in MiB, with and without the agent: resident {Mebibytes(with, third, line => line.Rss):0} and {Mebibytes(without, third, line => line.Rss):0}, of it the heap {Mebibytes(with, third, line => line.ResidentHeap):0} and {Mebibytes(without, third, line => line.ResidentHeap):0}"));
        }

        Assert.InRange(with.Median(2, line => line.Rss) - without.Median(2, line => line.Rss), double.MinValue, MostMemory);
    }

    private static double Mebibytes(SoakRun run, int third, Func<SoakLine, long> number) => run.Median(third, number) / (1 << 20);

    private static TimeSpan Minutes(string option, double standard) =>
        TimeSpan.FromMinutes(Environment.GetEnvironmentVariable(option) is { } value ? double.Parse(value, CultureInfo.InvariantCulture) : standard);
}
