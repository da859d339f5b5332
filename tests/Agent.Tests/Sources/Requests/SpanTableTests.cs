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
    public void Trim_WhenRoomIsShort_ForgetsSpansThatNobodyStops()
    {
        var table = new SpanTable(8);
        TrackedSpan[] abandoned = [.. Enumerable.Range(0, 8).Select(_ => Span())];
        Assert.All(abandoned, span => Assert.True(table.TryAdd(span)));
        Assert.False(table.TryAdd(Span()));

        long now = (long)(SpanTable.Abandonment.TotalSeconds + 2) * Stopwatch.Frequency;
        table.Trim(now);
        TrackedSpan next = Span(start: now);
        Assert.True(table.TryAdd(next));
        Assert.Equal(1, table.Count);

        // Stopped after all: its place is somebody else's by now.
        table.Complete(abandoned[0], now, null, null);
        table.Trim(now + (Stopwatch.Frequency * 60));
        Assert.Equal(1, table.Count);
        Assert.True(table.Contains(next.Stamp));
    }

    [Fact]
    public void Trim_WithRoomLeft_KeepsSpansThatRunForHours()
    {
        var table = new SpanTable(8);
        TrackedSpan job = Span();
        table.TryAdd(job);

        table.Trim(Stopwatch.Frequency * 3600 * 5);

        Assert.True(table.Contains(job.Stamp));
    }

    [Fact]
    public void Find_KnowsTheSpan_OnlyWhileItRan()
    {
        var table = new SpanTable(8);
        TrackedSpan span = Span(start: 10);
        table.TryAdd(span);
        Assert.Same(span, table.Find(span.Stamp, 1000));
        table.Complete(span, 20, null, null);

        Assert.Null(table.Find(span.Stamp, 9));
        Assert.Same(span, table.Find(span.Stamp, 10));
        Assert.Same(span, table.Find(span.Stamp, 20));
        Assert.Null(table.Find(span.Stamp, 21));
        Assert.Null(table.Find(Guid.Empty, 15));
        Assert.Null(table.Find(Guid.NewGuid(), 15));
    }

    [Fact]
    public void Find_DoubtfulSpan_IsNoAnswer()
    {
        var table = new SpanTable(8);
        TrackedSpan span = Span();
        table.TryAdd(span);
        span.Doubt();

        Assert.Null(table.Find(span.Stamp, 5));
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

    private static TrackedSpan Span(long start = 1)
    {
        var trace = ActivityTraceId.CreateRandom();
        var span = ActivitySpanId.CreateRandom();
        return new TrackedSpan { Stamp = SpanStamp.Of(trace, span), TraceId = trace, SpanId = span, Recorded = true, Start = start, Name = "test" };
    }
}
