using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class TimelineTests
{
    [Fact]
    public void Ring_KeepsTheLatest_InOrder()
    {
        var ring = new Ring<int>(3);
        for (int i = 0; i < 10; i++)
        {
            ring.Add(i);
        }

        Assert.Equal([7, 8, 9], [ring[0], ring[1], ring[2]]);
        Assert.Equal([8, 9], ring.TakeFrom(i => i >= 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => ring[3]);
    }

    [Fact]
    public void Window_HoldsOnlyWhatIsNewEnough()
    {
        var timeline = new Timeline();
        for (int second = 0; second < 100; second++)
        {
            timeline.Add(Sample(second));
        }

        TimelineWindow window = timeline.Window(90 * Stopwatch.Frequency, 100 * Stopwatch.Frequency);

        Assert.Equal(10, window.Runtime.Count);
        Assert.Equal(TimeSpan.FromSeconds(10), window.Length);
    }

    [Fact]
    public void Window_AfterADay_IsStillBounded()
    {
        var timeline = new Timeline();
        for (int second = 0; second < 86_400; second++)
        {
            timeline.Add(Sample(second));
            timeline.Add(new AllocationBurst { Start = second, End = second, Groups = [] });
            timeline.Add([Collection(second, 2), Collection(second, 0)]);
        }

        TimelineWindow window = timeline.Window(0, long.MaxValue);

        Assert.InRange(window.Runtime.Count, 1, 601);
        Assert.InRange(window.Bursts.Count, 1, 600);
        Assert.InRange(window.Gen2.Count, 1, 256);
    }

    [Fact]
    public void Add_OfATicksCollections_KeepsEveryGen2AndTheLatest()
    {
        var timeline = new Timeline();
        timeline.Add([Collection(1, 2), Collection(2, 0), Collection(3, 2), Collection(4, 1)]);

        TimelineWindow window = timeline.Window(0, 10);

        Assert.Equal([1L, 3L], window.Gen2.Select(s => s.Index));
        Assert.Equal(4, window.LatestGc!.Value.Index);
    }

    private static RuntimeSample Sample(long second) => new()
    {
        Timestamp = second * Stopwatch.Frequency,
        Gen0Collections = 0,
        Gen1Collections = 0,
        Gen2Collections = 0,
        PauseTotal = TimeSpan.Zero,
        PauseMax = TimeSpan.Zero,
        LongPauses = 0,
        RequestsPaused = 0,
    };

    private static GcSample Collection(long index, int generation) =>
        new() { Timestamp = index, Index = index, Generation = generation, Reason = 0, Sizes = default };
}
