using System.Diagnostics;
using AppFrag.Export;

namespace AppFrag.Agent.Tests.Export;

public sealed class TraceCountsTests
{
    [Fact]
    public void TryAdd_GivesEachTraceItsOwnMost_ThroughThousandsOfOthers()
    {
        var counts = new TraceCounts();
        var trace = ActivityTraceId.CreateRandom();
        Assert.True(counts.TryAdd(trace, most: 2));
        for (int i = 0; i < 4100; i++)
        {
            Assert.True(counts.TryAdd(ActivityTraceId.CreateRandom(), most: 1));
        }

        Assert.True(counts.TryAdd(trace, most: 2));
        Assert.False(counts.TryAdd(trace, most: 2));
    }
}
