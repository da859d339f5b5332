using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class LiveHeapHistoryTests
{
    [Fact]
    public void Live_IsWithoutHoles_AndOfGen2Only()
    {
        IReadOnlyList<LiveHeapPoint> points = LiveHeapHistory.Of([Sample(1, 0, 900), Sample(2, 2, 300)]);

        Assert.Equal(300 - 50, Assert.Single(points).Bytes);
    }

    [Fact]
    public void Stretch_KeepsItsLeast() => Assert.Equal([50L, 150L], LiveHeapHistory.Of([Sample(1, 2, 200), Sample(2, 2, 100), Sample(4, 2, 300), Sample(7, 2, 200)]).Select(point => point.Bytes));

    [Fact]
    public void SamplesSeenBefore_AreNotAddedAgain()
    {
        var history = new LiveHeapHistory();
        GcSample[] samples = [Sample(1, 2, 200), Sample(10, 2, 200)];
        history.Add(samples);
        history.Add(samples);

        Assert.Equal(2, history.Points.Count);
    }

    [Fact]
    public void ThreeDays_StayWithinTheCapacity_InOrder_AndReachToTheEnd()
    {
        var history = new LiveHeapHistory();
        const int Seconds = 3 * 24 * 3600;
        for (int second = 0; second < Seconds; second += 2)
        {
            history.Add([Sample(second, 2, 1000 + second)]);
        }

        IReadOnlyList<LiveHeapPoint> points = history.Points;
        Assert.InRange(points.Count, LiveHeapHistory.Capacity / 2, LiveHeapHistory.Capacity);
        Assert.True(points.Zip(points.Skip(1)).All(pair => pair.First.Timestamp < pair.Second.Timestamp));
        Assert.InRange(Stopwatch.GetElapsedTime(points[^1].Timestamp, Seconds * Stopwatch.Frequency).TotalMinutes, 0, 11);
        Assert.InRange(Stopwatch.GetElapsedTime(points[0].Timestamp, points[^1].Timestamp).TotalHours, 5, 12);
    }

    private static GcSample Sample(int seconds, int generation, long size)
    {
        GenerationSizes sizes = default;
        sizes[GenerationSizes.Gen2] = new GenerationSize(size, 30, 20);
        return new GcSample { Timestamp = seconds * Stopwatch.Frequency, Index = seconds, Generation = generation, Reason = 0, Sizes = sizes };
    }
}
