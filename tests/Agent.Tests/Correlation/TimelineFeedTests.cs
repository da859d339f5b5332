using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class TimelineFeedTests
{
    private const long Start = 1_000_000;

    private readonly Timeline _timeline = new();

    [Fact]
    public void Counters_BecomeRatesPerSecond()
    {
        _timeline.Add(Host(0, stalls: 10, pressure: 0));
        _timeline.Add(Host(1, stalls: 13, pressure: 250_000));
        _timeline.Add(Runtime(0, allocated: 1_000, pause: 0));
        _timeline.Add(Runtime(1, allocated: 5_000, pause: 0.1));

        Assert.Equal(3, At(TimelineSeries.CompactionStalls, 1));
        Assert.Equal(0.25, At(TimelineSeries.HostPressure, 1));
        Assert.Equal(4_000, At(TimelineSeries.AllocationRate, 1));
        Assert.Equal(0.1, At(TimelineSeries.PauseTime, 1), 1e-9);
        Assert.Equal(double.NaN, At(TimelineSeries.CompactionStalls, 0));
    }

    [Fact]
    public void MissingTick_IsAGap_NotAZero()
    {
        _timeline.Add(Host(0, stalls: 10));
        _timeline.Add(Host(1, stalls: 10));
        _timeline.Add(Host(5, stalls: 90));
        _timeline.Add(Host(6, stalls: 91));

        Assert.Equal(
            [0, double.NaN, double.NaN, double.NaN, double.NaN, 1],
            Enumerable.Range(1, 6).Select(second => At(TimelineSeries.CompactionStalls, second)));

        // A level is what it is whenever it is read.
        Assert.Equal([0.5, double.NaN, 0.5], At(TimelineSeries.UnusableIndex, [1, 3, 5]));
    }

    [Fact]
    public void CounterThatFell_IsAGap()
    {
        _timeline.Add(Host(0, stalls: long.MaxValue));
        _timeline.Add(Host(1, stalls: 3));
        _timeline.Add(Host(2, stalls: 4));

        Assert.Equal([double.NaN, 1], At(TimelineSeries.CompactionStalls, [1, 2]));
    }

    [Fact]
    public void CounterThatIsNotThere_IsAGap()
    {
        _timeline.Add(Host(0, stalls: -1));
        _timeline.Add(Host(1, stalls: -1));
        _timeline.Add(Host(2, stalls: 7));
        _timeline.Add(Runtime(0, allocated: 0, pause: 0));
        _timeline.Add(Runtime(1, allocated: 500, pause: 0));

        Assert.Equal([double.NaN, double.NaN], At(TimelineSeries.CompactionStalls, [1, 2]));
        Assert.Equal(double.NaN, At(TimelineSeries.AllocationRate, 1));
    }

    // The agent's tick is up to a quarter of a second late: now and then it leaves a second out, and nothing was missed.
    [Fact]
    public void LateTicks_LeaveNoGap()
    {
        long stalls = 0;
        double at = 0;
        for (int i = 0; i < 80; i++, at += 1.25, stalls += 5)
        {
            _timeline.Add(Host(at, stalls));
        }

        Assert.All(Enumerable.Range(1, 97), second => Assert.Equal(4, At(TimelineSeries.CompactionStalls, second), 1e-9));
    }

    [Fact]
    public void TwoReadingsInOneSecond_LoseNothing()
    {
        _timeline.Add(Host(0, stalls: 0));
        _timeline.Add(Host(0.4, stalls: 7));
        _timeline.Add(Host(1, stalls: 10));

        Assert.Equal(10, At(TimelineSeries.CompactionStalls, 1));
    }

    [Fact]
    public void SlabThatShrinks_IsGrowthBelowZero()
    {
        _timeline.Add(Host(0, stalls: 0) with { SlabUnreclaimableBytes = 5_000 });
        _timeline.Add(Host(1, stalls: 0) with { SlabUnreclaimableBytes = 2_000 });

        Assert.Equal(-3_000, At(TimelineSeries.SlabGrowth, 1));
    }

    [Fact]
    public void Pauses_GoToTheSecondInWhichTheyBegan()
    {
        _timeline.Add([], knownTo: Time(1));
        _timeline.Add([Pause(3.2), Pause(3.9)], knownTo: Time(6));
        _timeline.Add([Pause(5.5)], knownTo: Time(8));

        Assert.Equal([0, 0, 2, 0, 1, 0, 0], Enumerable.Range(1, 7).Select(second => At(TimelineSeries.LongPauses, second)));
        Assert.Equal(double.NaN, At(TimelineSeries.LongPauses, 8));
    }

    [Fact]
    public void Pauses_WhileNotEveryOneIsSeen_LeaveGaps()
    {
        _timeline.Add([], knownTo: Time(1));
        _timeline.Add([], knownTo: Time(3));
        _timeline.Add([Pause(4.5)], knownTo: null);
        _timeline.Add([], knownTo: Time(9));
        _timeline.Add([], knownTo: Time(11));

        Assert.Equal([0, 0, double.NaN, 1, double.NaN, 0, 0], At(TimelineSeries.LongPauses, [1, 2, 3, 4, 5, 9, 10]));
    }

    [Fact]
    public void Holes_HoldUntilTheNextCollection()
    {
        _timeline.Add([Collection(2, 100), Collection(2.5, 150)]);
        _timeline.Add([Collection(5, 300)]);
        _timeline.Add([Collection(50, 700)]);

        Assert.Equal([150, 150, 150, 300, double.NaN, 700], At(TimelineSeries.GcHoles, [2, 3, 4, 5, 6, 50]));
    }

    [Fact]
    public void Ticks_KeepTenMinutes_AndNothingOfWhatWasThereBefore()
    {
        for (int second = 0; second < 700; second++)
        {
            _timeline.Add(Host(second, stalls: second));
        }

        Assert.Equal(double.NaN, At(TimelineSeries.CompactionStalls, 99));
        Assert.Equal(1, At(TimelineSeries.CompactionStalls, 100));

        // A source that fell silent: the ring has come round, its old values are gone.
        for (int second = 700; second < 1_200; second++)
        {
            _timeline.Add(Runtime(second, allocated: 1, pause: 0));
        }

        Assert.Equal(double.NaN, At(TimelineSeries.CompactionStalls, 1_100));
        Assert.Equal(1, At(TimelineSeries.CompactionStalls, 650));
    }

    [Fact]
    public void Ticks_AfterALongStandstill_AreAllGaps()
    {
        for (int second = 0; second < 600; second++)
        {
            _timeline.Add(Host(second, stalls: second));
        }

        _timeline.Add(Host(1_000_000, stalls: 1_000_000));

        var values = new double[TimelineTicks.Capacity];
        Assert.Equal(0, _timeline.Ticks.CopyTo(TimelineSeries.CompactionStalls, Start + 1_000_000 - values.Length + 1, values));
    }

    [Fact]
    public void Ticks_OfABadNumber_AreAGap()
    {
        var ticks = new TimelineTicks();
        ticks.Put(TimelineSeries.PauseTime, 5, double.PositiveInfinity);
        ticks.Put(TimelineSeries.PauseTime, 4, double.NaN);

        Assert.Equal(double.NaN, ticks[TimelineSeries.PauseTime, 5]);
        Assert.Equal(double.NaN, ticks[TimelineSeries.PauseTime, 6]);
        Assert.Equal(double.NaN, ticks[TimelineSeries.PauseTime, -1]);
    }

    private IEnumerable<double> At(TimelineSeries series, int[] seconds) => seconds.Select(second => At(series, second));

    private double At(TimelineSeries series, long second) => _timeline.Ticks[series, Start + second];

    private static long Time(double second) => (long)((Start + second) * Stopwatch.Frequency);

    private static HostSample Host(double second, long stalls, long pressure = -1) => new()
    {
        Timestamp = Time(second),
        MemTotalBytes = 100,
        MemFreeBytes = 10,
        MemAvailableBytes = 25,
        UnusableIndexPmd = 500,
        FreePmdBlocks = 1,
        CompactionStalls = stalls,
        CompactionFailures = 0,
        AllocationStalls = 0,
        ThpFaultFallbacks = 0,
        HostPressureSome = pressure,
        HostPressureFull = -1,
        CgroupPressureSome = -1,
        CgroupPressureFull = -1,
    };

    private static RuntimeSample Runtime(double second, long allocated, double pause) => new()
    {
        Timestamp = Time(second),
        Gen0Collections = 0,
        Gen1Collections = 0,
        Gen2Collections = 0,
        AllocatedBytes = allocated,
        PauseTotal = TimeSpan.FromSeconds(pause),
        PauseMax = TimeSpan.Zero,
        LongPauses = 0,
        RequestsPaused = 0,
    };

    private static GcPause Pause(double second) => new() { Start = Time(second), End = Time(second + 0.05), Generation = 2, Reason = "induced" };

    private static GcSample Collection(double second, long holes)
    {
        var sizes = default(GenerationSizes);
        sizes[GenerationSizes.Gen2] = new GenerationSize(1_000, holes - 40, 0);
        sizes[GenerationSizes.Loh] = new GenerationSize(1_000, 30, 10);
        return new() { Timestamp = Time(second), Index = 1, Generation = 2, Reason = 0, Sizes = sizes };
    }
}
