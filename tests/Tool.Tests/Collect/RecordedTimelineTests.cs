using System.Diagnostics;
using AppFrag.Agent.Tests.Model;
using AppFrag.Correlation;
using AppFrag.Model;
using AppFrag.Tool.Collect;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Tests.Collect;

/// <summary>What is compared second by second of a process without an agent.</summary>
public sealed class RecordedTimelineTests
{
    // The clock of the machine does not begin with the recording.
    private const int Start = 1000;

    private const int TwoWindows = 610;
    private const int CollectionsPerSecond = 4;
    private const long AllocatedPerCollection = 5 << 20;

    [Fact]
    public void PausesThatFollowTheGroupsPressure_AreFound_AfterTwoWindows()
    {
        var movement = Record(new Random(1), TwoWindows, (pressure, _) => 0.002 + (0.05 * pressure));

        var found = Assert.Single(movement.Found, association => association.Pair.Id == "cgroup-pressure-pause");
        Assert.Equal(2, movement.Windows);
        Assert.InRange(found.Effect, 0.5, 1);
        Assert.InRange(found.LagSeconds, -1, 1);
    }

    [Fact]
    public void OneWindow_IsNotEnough() => Assert.Empty(Record(new Random(1), 310, (pressure, _) => 0.002 + (0.05 * pressure)).Found);

    [Fact]
    public void PausesThatDoNot_AreNot() => Assert.Empty(Record(new Random(2), 4 * 300, (_, random) => 0.002 + (0.01 * random.NextDouble())).Found);

    [Fact]
    public void WithoutCollectionsTheLoadIsUnknown_AndNothingIsCompared()
    {
        var timeline = new RecordedTimeline();
        var random = new Random(3);
        long waited = 0;
        for (int second = 0; second < TwoWindows; second++)
        {
            double pressure = random.NextDouble();
            waited += (long)(pressure * 1e6);
            timeline.Add(Host(second, waited, faults: (long)(waited / 1e4)));
            timeline.Add([], [], Ticks(second - 1));
        }

        Assert.Empty(timeline.Found().Found);
    }

    [Fact]
    public void RiseThatStays_IsKeptWithItsTime()
    {
        var random = new Random(4);
        var movement = Record(random, 310, (_, _) => random.NextDouble() * 0.002, from: 200, factor: 20);

        var change = Assert.Single(movement.Changes, change => change.Series == TimelineSeries.PauseTime);
        Assert.Equal(200 + Start, change.Timestamp / (double)Stopwatch.Frequency, tolerance: 5);
        Assert.InRange(change.After, change.Before * 5, change.Before * 50);
    }

    [Fact]
    public void WhatTheHeapGrewByBetweenCollections_IsTheAllocationRate()
    {
        var ticks = new TimelineTicks();
        var allocated = new AllocatedBetweenCollections(ticks);

        allocated.Add([Collection(0.5, 0, 100), Collection(1.5, 300, 150), Collection(3.5, 450, 200), Collection(4.1, 200, 200), Collection(30, 9000, 0), Collection(30.5, 50, 0)]);

        // 200 in the second from 0.5 to 1.5, 300 in the two to 3.5, nothing after that; then too long without any.
        Assert.Equal([100 + 75, 150, 75], Enumerable.Range(1, 3).Select(second => ticks[TimelineSeries.AllocationRate, Start + second]));
        Assert.All(Enumerable.Range(4, 26), second => Assert.Equal(double.NaN, ticks[TimelineSeries.AllocationRate, Start + second]));
    }

    private static RecordedMovement Record(Random random, int seconds, Func<double, Random, double> pause, int from = int.MaxValue, double factor = 1)
    {
        var timeline = new RecordedTimeline();
        long waited = 0;
        long index = 0;
        var samples = new List<GcSample>();
        var pauses = new List<GcPause>();
        for (int second = 0; second < seconds; second++)
        {
            timeline.Add(Host(second, waited, faults: 0));
            timeline.Add(samples, pauses, Ticks(second));
            samples = [];
            pauses = [];
            double pressure = random.NextDouble();
            waited += (long)(pressure * 1e6);
            for (int i = 0; i < CollectionsPerSecond; i++, index++)
            {
                double at = second + ((i + 0.5) / CollectionsPerSecond);
                double length = pause(pressure, random) * (second >= from ? factor : 1);
                samples.Add(Collection(at, AllocatedPerCollection + random.Next(1 << 18), 0) with { Index = index });
                pauses.Add(new GcPause { Start = Ticks(at), End = Ticks(at + length), Index = index, Generation = 0, Reason = "alloc_soh" });
            }
        }

        return timeline.Found();
    }

    private static GcSample Collection(double at, long before, long after)
    {
        GenerationSizes sizesBefore = default;
        GenerationSizes sizes = default;
        sizesBefore[0] = new GenerationSize(before, 0, 0);
        sizes[0] = new GenerationSize(after, 0, 0);
        return new GcSample { Timestamp = Ticks(at), Index = 0, Generation = 0, Reason = 0, Sizes = sizes, SizesBefore = sizesBefore };
    }

    private static HostSample Host(int second, long waited, long faults) => HostSamples.Calm with
    {
        Timestamp = Ticks(second),
        CgroupPressureSome = waited,
        ProcessMajorFaults = faults,
    };

    private static long Ticks(double seconds) => (long)((seconds + Start) * Stopwatch.Frequency);
}
