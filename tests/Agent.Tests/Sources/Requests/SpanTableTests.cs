using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Sources.Requests;

public sealed class SpanTableTests
{
    [Fact]
    public void TryAdd_WhenFullOfRunningSpans_DoesNotTrackTheNewOne()
    {
        var table = new SpanTable(2);
        Assert.True(table.TryAdd(Span()));
        Assert.True(table.TryAdd(Span()));

        Assert.False(table.TryAdd(Span()));
        Assert.Equal(2, table.Count);
        Assert.Equal(1, table.Untracked);
    }

    [Fact]
    public void TryAdd_WhenFull_ForgetsTheLongestEndedFirst()
    {
        var table = new SpanTable(2);
        TrackedSpan first = Span();
        TrackedSpan second = Span();
        table.TryAdd(first);
        table.TryAdd(second);
        table.Complete(second, 20, null, null);
        table.Complete(first, 30, null, null);

        Assert.True(table.TryAdd(Span()));
        Assert.False(table.Contains(second.Stamp));
        Assert.True(table.Contains(first.Stamp));
    }

    [Fact]
    public void Trim_ForgetsWhatEndedLongAgo_AndKeepsWhatRuns()
    {
        var table = new SpanTable(10);
        TrackedSpan old = Span();
        TrackedSpan recent = Span();
        TrackedSpan running = Span();
        table.TryAdd(old);
        table.TryAdd(recent);
        table.TryAdd(running);
        long now = Stopwatch.Frequency * 100;
        table.Complete(old, now - (Stopwatch.Frequency * 11), null, null);
        table.Complete(recent, now - (Stopwatch.Frequency * 9), null, null);

        table.Trim(now);

        Assert.Equal([false, true, true], [table.Contains(old.Stamp), table.Contains(recent.Stamp), table.Contains(running.Stamp)]);
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void TryAdd_FromManyThreads_NeverPassesTheCapacity()
    {
        var table = new SpanTable(1000);
        Parallel.For(0, 20_000, i =>
        {
            TrackedSpan span = Span();
            if (table.TryAdd(span) && i % 3 != 0)
            {
                table.Complete(span, 1, null, null);
            }
        });

        Assert.InRange(table.Count, 1, 1000);
        Assert.Equal(table.Count, table.Spans.Count());
    }

    private static TrackedSpan Span()
    {
        var trace = ActivityTraceId.CreateRandom();
        var span = ActivitySpanId.CreateRandom();
        return new TrackedSpan { Stamp = SpanStamp.Of(trace, span), TraceId = trace, SpanId = span, Recorded = true, Start = 1, Name = "test" };
    }
}
