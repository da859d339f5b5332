using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Tool.Monitor;

namespace AppFrag.Tool.Tests.Monitor;

public class GcWindowTests
{
    [Fact]
    public void Forget_WhatEndedBefore_AndTheLogCountsTheRest()
    {
        var window = new GcWindow();
        // A full collection each second, paused for as many milliseconds as its number.
        for (int i = 1; i <= 100; i++)
        {
            long end = i * Stopwatch.Frequency;
            window.Add(
                [new GcSample { Timestamp = end, Index = i, Generation = 2, Reason = 0, Sizes = default }],
                [new GcPause { Start = end - (i * Stopwatch.Frequency / 1000), End = end, Index = i, Generation = 2, Reason = "alloc_loh" }]);
            window.Forget(end - (10 * Stopwatch.Frequency));
        }

        var kept = window.ToLog();

        Assert.Equal([0, 0, 11], kept.Counts);
        Assert.Equal(11, kept.Pauses);
        Assert.Equal(100, kept.PauseMax.TotalMilliseconds, 1);
        Assert.Equal(Enumerable.Range(90, 11).Sum(), kept.PauseTotal.TotalMilliseconds, 1);
        Assert.Equal(95, kept.PauseOf(95).TotalMilliseconds, 1);
    }
}
