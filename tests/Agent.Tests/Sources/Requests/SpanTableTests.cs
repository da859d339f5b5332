using System.Collections.Concurrent;
using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Sources.Requests;

public sealed class SpanTableTests
{
    // One set: what the table does when a set is full, it does here when it is full.
    private readonly SpanTable _table = new(SpanSlots.Ways);

    [Fact]
    public void TryAdd_WhenFullOfRunningSpans_DoesNotTrackTheNewOne()
    {
        Assert.All(Enumerable.Range(0, SpanSlots.Ways), _ => Assert.NotNull(Add(Span())));

        Assert.Null(Add(Span()));
        Assert.Equal(SpanSlots.Ways, _table.Count);
        Assert.Equal(1, _table.Untracked);
    }

    [Fact]
    public void TryAdd_WhenFull_ForgetsTheLongestEndedFirst()
    {
        NewSpan[] spans = [.. Enumerable.Range(0, SpanSlots.Ways).Select(_ => Span())];
        Assert.All(spans, span => Assert.NotNull(Add(span)));
        _table.Complete(spans[5].Stamp, 20);
        _table.Complete(spans[2].Stamp, 30);

        Assert.NotNull(Add(Span()));
        Assert.False(_table.Contains(spans[5].Stamp));
        Assert.True(_table.Contains(spans[2].Stamp));
    }

    [Fact]
    public void TryAdd_WhenFull_ForgetsSpansThatNobodyStops_ButNoneThatMayRun()
    {
        NewSpan[] spans = [.. Enumerable.Range(0, SpanSlots.Ways).Select(_ => Span())];
        Assert.All(spans, span => Assert.NotNull(Add(span)));
        long late = (long)(SpanTable.Abandonment.TotalSeconds * Stopwatch.Frequency);
        Assert.Null(Add(Span(late)));

        NewSpan next = Span(late + 10);
        Assert.NotNull(Add(next));
        Assert.Equal(SpanSlots.Ways, _table.Count);

        // Stopped after all: its place is somebody else's by now.
        NewSpan gone = Assert.Single(spans, span => !_table.Contains(span.Stamp));
        Assert.True(_table.Complete(gone.Stamp, late + 20).IsNone);
        Assert.NotNull(_table.Find(next.Stamp, late + 30));
    }

    [Fact]
    public void TryAdd_WithRoomLeft_KeepsSpansThatRunForHours()
    {
        NewSpan job = Span();
        Add(job);

        Assert.NotNull(Add(Span(Stopwatch.Frequency * 3600 * 5)));
        Assert.True(_table.Contains(job.Stamp));
    }

    [Fact]
    public void TryAdd_Twice_IsOneSpan()
    {
        NewSpan span = Span();

        Assert.Equal(Add(span)!.Place, Add(span)!.Place);
        Assert.Equal(1, _table.Count);
    }

    [Fact]
    public void Find_KnowsTheSpan_OnlyWhileItRan()
    {
        var trace = ActivityTraceId.CreateRandom();
        var id = ActivitySpanId.CreateRandom();
        Guid stamp = SpanStamp.Of(trace, id, out ulong left);
        Add(new NewSpan(stamp, left, IsRecorded: true, Start: 10));
        TrackedSpan running = _table.Find(stamp, 1000)!;
        Assert.Equal((trace, id, true, 0), (running.TraceId, running.SpanId, running.Recorded, running.End));
        _table.Complete(stamp, 20);

        Assert.Null(_table.Find(stamp, 9));
        Assert.NotNull(_table.Find(stamp, 10));
        Assert.NotNull(_table.Find(stamp, 20));
        Assert.Null(_table.Find(stamp, 21));
        Assert.Null(_table.Find(Guid.Empty, 15));
        Assert.Null(_table.Find(Guid.NewGuid(), 15));
    }

    [Fact]
    public void Find_DoubtfulSpan_IsNoAnswer()
    {
        NewSpan span = Span();
        _table.Doubt(Add(span)!.Place);

        Assert.Null(_table.Find(span.Stamp, 5));
    }

    [Fact]
    public void Doubt_OfASpanWhosePlaceWasTakenSince_TouchesNobodyElse()
    {
        SpanRef[] first = [.. Enumerable.Range(0, SpanSlots.Ways).Select(_ => Add(Span())!)];
        Assert.All(first, span => _table.Complete(span.Stamp, 2));
        NewSpan[] second = [.. Enumerable.Range(0, SpanSlots.Ways).Select(_ => Span())];
        Assert.All(second, span => Assert.NotNull(Add(span)));

        Assert.All(first, span => _table.Doubt(span.Place));

        Assert.All(second, span => Assert.NotNull(_table.Find(span.Stamp, 5)));
        Assert.All(first, span => Assert.True(_table.RootOf(span.Place).IsNone));
    }

    [Fact]
    public void Label_OfTheRoot_IsKnownFromTheChild_UntilThePlaceIsTaken()
    {
        NewSpan root = Span();
        NewSpan child = Span();
        SpanPlace place = Add(root)!.Place;
        Assert.Equal(place, _table.RootOf(_table.TryAdd(in child, place, null)!.Place));
        Assert.True(_table.Complete(child.Stamp, 5).IsNone);
        Assert.Equal(place, _table.Complete(root.Stamp, 6));
        _table.SetLabel(place, "request", "POST", "/orders/{id}");

        SpanPlace found = _table.Find(child.Stamp, 3)!.Root;
        Assert.True(_table.TryGetLabel(found, out SpanLabel label));
        Assert.Equal(new SpanLabel("request", "POST", "/orders/{id}"), label);

        while (_table.Contains(root.Stamp))
        {
            Assert.NotNull(Add(Span(10)));
        }

        Assert.False(_table.TryGetLabel(found, out _));
    }

    [Fact]
    public void ManyThreads_NeverPassTheCapacity_AndNeverGetAnotherSpan()
    {
        var table = new SpanTable(1024);
        var wrong = new ConcurrentBag<Guid>();
        Parallel.For(0, 40_000, i =>
        {
            var trace = ActivityTraceId.CreateRandom();
            var id = ActivitySpanId.CreateRandom();
            Guid stamp = SpanStamp.Of(trace, id, out ulong left);
            if (table.TryAdd(new NewSpan(stamp, left, true, 1), default, "test") is { } span)
            {
                if (table.Find(stamp, 5) is not { } found || found.TraceId != trace || found.SpanId != id || found.Root != span.Place)
                {
                    wrong.Add(stamp);
                }

                if (i % 100 != 0)
                {
                    table.Complete(stamp, 6);
                }
            }
        });

        Assert.Empty(wrong);
        Assert.InRange(table.Count, 900, 1024);
    }

    private SpanRef? Add(NewSpan span) => _table.TryAdd(in span, default, "test");

    private static NewSpan Span(long start = 1)
    {
        Guid stamp = SpanStamp.Of(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), out ulong left);
        return new NewSpan(stamp, left, IsRecorded: true, start);
    }
}
