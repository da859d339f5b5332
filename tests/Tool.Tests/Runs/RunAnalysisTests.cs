using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Tests.Runs;

/// <summary>What a run says of its own time: rates with their errors, and when findings held.</summary>
public sealed class RunAnalysisTests
{
    private const long ObjectSize = 1 << 20;
    private const int Length = 60;

    // A megabyte is always seen; what it stands for differs a little from one object.
    private static readonly double Weight = SamplingEstimate.Weight(ObjectSize);

    [Fact]
    public void AllocationRates_AreThoseOfEachBurst_ByHeap()
    {
        var run = Analyze(objects: second => second == 3 ? 50 : 0);

        var rates = run.Allocations[3];
        Assert.Equal((3, 4), (rates.From, rates.To));
        Assert.Equal(50 * ObjectSize * Weight, rates.Loh.BytesPerSecond, tolerance: 1);
        Assert.Equal(1.96 * ObjectSize * Math.Sqrt(50 * Weight * (Weight - 1)), rates.Loh.BytesPerSecondError, tolerance: 1);
        Assert.Equal(0, rates.Soh.BytesPerSecond);
        Assert.Equal(0, run.Allocations[4].Loh.BytesPerSecond);
    }

    [Fact]
    public void Episodes_CoverTheTimeInWhichTheFindingHeld()
    {
        // A storm of large objects in the second half only.
        var run = Analyze(objects: second => second >= 30 ? 100 : 0, collections: second => second >= 30 ? 5 : 0);

        var finding = Assert.Single(run.Findings);
        Assert.Equal("large-objects-from-one-line", finding.Id);
        var episode = Assert.Single(run.Episodes);
        Assert.Equal(finding.Id, episode.Finding);
        Assert.InRange(episode.From, 15, 30);
        Assert.Equal(Length, episode.To, tolerance: 0.1);
    }

    [Fact]
    public void Recording_WithoutAnything_IsAnEmptyRun()
    {
        var run = Analyze(objects: _ => 0);

        Assert.Empty(run.Findings);
        Assert.Empty(run.Episodes);
        Assert.Empty(run.Pauses);
        Assert.Null(run.Host);
    }

    private static Run Analyze(Func<int, int> objects, Func<int, int>? collections = null)
    {
        var gc = new GcLog();
        gc.Samples.AddRange(Enumerable.Range(0, Length).SelectMany(second => Enumerable.Range(0, collections?.Invoke(second) ?? 0).Select(i => Full(second + (i / 10.0)))));
        var stack = new CallStack([1]) { Site = new CodeSite("Shop.Orders.Read", "Orders.cs", 42, null) };
        return RunAnalysis.Analyze(new RecordedRun
        {
            StartUtc = DateTimeOffset.UnixEpoch,
            Start = 0,
            End = Ticks(Length),
            Process = new RunProcess(1, "Shop", null, null, null),
            Gc = gc,
            Bursts = [.. Enumerable.Range(0, Length).Select(second => Burst(second, objects(second), stack))],
            Sources = [],
        });
    }

    private static AllocationBurst Burst(int second, int objects, CallStack stack)
    {
        var group = new AllocationGroup(stack, "System.Byte[]", AllocationKind.Loh, route: null);
        for (int i = 0; i < objects; i++)
        {
            group.Add(ObjectSize);
        }

        return new AllocationBurst { Start = Ticks(second), End = Ticks(second + 1), Groups = objects == 0 ? [] : [group.Sum], RepresentedSeconds = 1 };
    }

    private static GcSample Full(double second)
    {
        const int reasonAllocLoh = 4;
        return new GcSample { Timestamp = Ticks(second), Index = 1, Generation = 2, Reason = reasonAllocLoh, Sizes = default };
    }

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
