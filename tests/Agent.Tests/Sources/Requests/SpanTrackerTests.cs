using System.Diagnostics;
using System.Diagnostics.Tracing;
using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Sources.Requests;

/// <summary>Runs alone: activity listeners and the activity id of threads are process-wide.</summary>
[Collection(nameof(SpanTrackerTests))]
[CollectionDefinition(nameof(SpanTrackerTests), DisableParallelization = true)]
public sealed class SpanTrackerTests : IDisposable
{
    private const string Own = "AppFrag.Tests.Own";

    private readonly SpanTable _table = new(1024);
    private readonly SpanTracker _tracker;
    private readonly ActivitySource _source = new("AppFrag.Tests.Source");
    private readonly ActivityListener _someoneElse = new()
    {
        ShouldListenTo = source => source.Name.StartsWith("AppFrag.Tests", StringComparison.Ordinal) && source.Name != "AppFrag.Tests.Unheard",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    public SpanTrackerTests()
    {
        _tracker = new SpanTracker(_table, Own);
        ActivitySource.AddActivityListener(_someoneElse);
        EventSource.SetCurrentThreadActivityId(Guid.Empty);
        _tracker.Start();
    }

    public void Dispose()
    {
        Assert.Equal(0, _tracker.Faults);
        _tracker.Dispose();
        _someoneElse.Dispose();
        _source.Dispose();
        EventSource.SetCurrentThreadActivityId(Guid.Empty);
    }

    [Fact]
    public void Start_StampsTheThread_AndStopClearsIt()
    {
        using (Activity activity = _source.StartActivity("request")!)
        {
            Assert.Equal(SpanStamp.Of(activity.TraceId, activity.SpanId), EventSource.CurrentThreadActivityId);
        }

        Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public void NestedSpan_StampsItsOwnId_AndRestoresTheOuterOne()
    {
        using Activity outer = _source.StartActivity("outer")!;
        Guid outerStamp = EventSource.CurrentThreadActivityId;
        using (Activity inner = _source.StartActivity("inner")!)
        {
            Assert.Equal(SpanStamp.Of(inner.TraceId, inner.SpanId), EventSource.CurrentThreadActivityId);
            Assert.NotEqual(outerStamp, EventSource.CurrentThreadActivityId);
            Assert.True(_table.TryGet(outerStamp, out SpanRef? root));
            Assert.Equal(root.Place, _table.Describe(EventSource.CurrentThreadActivityId)!.Root);
        }

        Assert.Equal(outerStamp, EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public async Task Await_CarriesTheStampToWhicheverThreadGoesOn()
    {
        using Activity activity = _source.StartActivity("request")!;
        Guid expected = SpanStamp.Of(activity.TraceId, activity.SpanId);
        for (int i = 0; i < 20; i++)
        {
            await Task.Run(() => Assert.Equal(expected, EventSource.CurrentThreadActivityId), TestContext.Current.CancellationToken);
            await Task.Yield();
            Assert.Equal(expected, EventSource.CurrentThreadActivityId);
        }
    }

    [Fact]
    public async Task ConcurrentFlows_NeverSeeEachOther()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async i =>
        {
            await Task.Yield();
            using Activity activity = _source.StartActivity("flow")!;
            Guid expected = SpanStamp.Of(activity.TraceId, activity.SpanId);
            for (int hop = 0; hop < 50; hop++)
            {
                await Task.Yield();
                Assert.Equal(expected, EventSource.CurrentThreadActivityId);
            }
        }));
    }

    [Fact]
    public async Task AfterTheRequest_PoolThreadsAreClean()
    {
        await Task.Run(async () =>
        {
            using Activity activity = _source.StartActivity("request")!;
            await Task.Yield();
        }, TestContext.Current.CancellationToken);

        Guid[] seen = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => EventSource.CurrentThreadActivityId)));
        Assert.All(seen, id => Assert.Equal(Guid.Empty, id));
    }

    [Fact]
    public void ForeignActivityId_IsLeftAlone()
    {
        var foreign = Guid.NewGuid();
        EventSource.SetCurrentThreadActivityId(foreign);

        using (_source.StartActivity("request"))
        {
            Assert.Equal(foreign, EventSource.CurrentThreadActivityId);
        }

        Assert.Equal(foreign, EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public void ForeignActivityId_OnAThreadOfASpan_MakesItsSamplesUnattributed()
    {
        using Activity activity = _source.StartActivity("request")!;
        Guid stamp = EventSource.CurrentThreadActivityId;
        Assert.NotNull(_table.Find(stamp, Stopwatch.GetTimestamp()));

        EventSource.SetCurrentThreadActivityId(Guid.NewGuid());
        using Activity inner = _source.StartActivity("inner")!;

        Assert.Null(_table.Find(stamp, Stopwatch.GetTimestamp()));
        Assert.Null(_table.Find(SpanStamp.Of(inner.TraceId, inner.SpanId), Stopwatch.GetTimestamp()));
    }

    [Fact]
    public async Task WorkThatOutlivesItsSpan_IsUnattributed()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(bool Before, bool After)> leftBehind;
        using (_source.StartActivity("request"))
        {
            leftBehind = Task.Run(async () =>
            {
                bool before = _table.Find(EventSource.CurrentThreadActivityId, Stopwatch.GetTimestamp()) is not null;
                begun.SetResult();
                await ended.Task;
                return (Before: before, After: _table.Find(EventSource.CurrentThreadActivityId, Stopwatch.GetTimestamp()) is not null);
            });
            await begun.Task;
        }

        ended.SetResult();
        Assert.Equal((true, false), await leftBehind);
    }

    [Fact]
    public void ChildOfAForgottenStoppedParent_IsTracked_AndTheParentIsNot()
    {
        Activity parent = _source.StartActivity("request")!;
        Guid parentStamp = EventSource.CurrentThreadActivityId;
        ExecutionContext leftBehind = ExecutionContext.Capture()!;
        parent.Stop();
        FillWithEnded();

        ExecutionContext.Run(
            leftBehind,
            _ =>
            {
                using Activity child = _source.StartActivity("late child")!;
                Assert.Same(parent, child.Parent);
                AssertIsRoot(EventSource.CurrentThreadActivityId);
            },
            null);
        Assert.False(_table.Contains(parentStamp));
    }

    [Fact]
    public void ActivitiesThatNobodyStops_NeitherOverflowTheStack_NorGetAWrongRoot()
    {
        // Each the child of the one before; far more than there is room for.
        for (int i = 0; i < 12_000; i++)
        {
            _source.StartActivity("leak");
        }

        Assert.InRange(_table.Count, 1, 1024);
        Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
        var roots = new HashSet<SpanPlace>();
        for (Activity? activity = Activity.Current; activity is not null; activity = activity.Parent)
        {
            if (_table.Describe(SpanStamp.Of(activity.TraceId, activity.SpanId)) is { } span)
            {
                roots.Add(span.Root);
            }
        }

        Assert.Single(roots);
        Activity.Current = null;
    }

    [Fact]
    public void LongNames_AreKeptShort()
    {
        using Activity activity = _source.StartActivity(new string('x', 10_000))!;

        Assert.True(_table.TryGet(EventSource.CurrentThreadActivityId, out SpanRef? span));
        Assert.True(_table.TryGetLabel(span.Place, out SpanLabel label));
        Assert.Equal(SpanNames.MaxLength, label.Name.Length);
    }

    [Fact]
    public void Dispose_UnderARunningSpan_TakesTheStampOffWithIt()
    {
        using Activity activity = _source.StartActivity("request")!;
        ExecutionContext context = ExecutionContext.Capture()!;
        var seen = new List<Guid>();
        var thread = new Thread(() =>
        {
            ExecutionContext.Run(context, _ => _tracker.Dispose(), null);
            seen.Add(EventSource.CurrentThreadActivityId);
            ExecutionContext.Run(context, _ => seen.Add(EventSource.CurrentThreadActivityId), null);
        });
        thread.UnsafeStart();
        thread.Join();

        Assert.All(seen, id => Assert.Equal(Guid.Empty, id));
    }

    [Fact]
    public void OwnSource_IsNotTracked()
    {
        using var own = new ActivitySource(Own);
        using Activity? activity = own.StartActivity("gc.pause");

        Assert.NotNull(activity);
        Assert.Equal(0, _table.Count);
        Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public void Listener_CausesNoActivityThatNobodyElseWants()
    {
        using var unheard = new ActivitySource("AppFrag.Tests.Unheard");

        Assert.Null(unheard.StartActivity("nobody samples this"));
    }

    [Fact]
    public void Stop_KeepsRouteAndEnd()
    {
        Guid stamp;
        using (Activity activity = _source.StartActivity("request")!)
        {
            stamp = EventSource.CurrentThreadActivityId;
            activity.SetTag("http.request.method", "POST");
            activity.SetTag("http.route", "/orders/{id}");
        }

        TrackedSpan span = _table.Describe(stamp)!;
        Assert.NotEqual(0, span.End);
        Assert.True(_table.TryGetLabel(span.Root, out SpanLabel label));
        Assert.Equal(new RequestRoute("POST /orders/{id}", "/orders/{id}"), RequestRoute.Of(label));
    }

    [Fact]
    public void RemoteParent_LeavesTheSpanAsLocalRoot()
    {
        var remote = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);
        using Activity activity = _source.StartActivity("request", ActivityKind.Server, remote)!;

        AssertIsRoot(EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public void WhileResting_NothingIsStamped_NorEntered()
    {
        _tracker.IsStamping = false;
        using (_source.StartActivity("request"))
        {
            Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
        }

        Assert.Equal(0, _table.Count);
        Assert.Equal(1, _tracker.Stopped);
    }

    [Fact]
    public void Rest_TakesOffTheStamp_AsSoonAsTheSpanIsNotTheCurrentOne()
    {
        using Activity outer = _source.StartActivity("outer")!;
        Guid outerStamp = EventSource.CurrentThreadActivityId;
        _tracker.IsStamping = false;
        Assert.Equal(outerStamp, EventSource.CurrentThreadActivityId);

        using (_source.StartActivity("inner"))
        {
            Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
        }

        // The outer one again, but nobody has looked which it is.
        Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
        _tracker.IsStamping = true;
        using (_source.StartActivity("second inner"))
        {
            Assert.NotEqual(Guid.Empty, EventSource.CurrentThreadActivityId);
        }

        Assert.Equal(outerStamp, EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public void SpanThatEndsWhileResting_IsKnownToHaveEnded()
    {
        Activity request = _source.StartActivity("request")!;
        Guid stamp = EventSource.CurrentThreadActivityId;
        _tracker.IsStamping = false;
        request.Stop();
        _tracker.IsStamping = true;

        Assert.NotEqual(0, _table.Describe(stamp)!.End);
        Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public void SpanThatRanBeforeStamping_GetsItsStamp_WithTheNextChange()
    {
        _tracker.IsStamping = false;
        using Activity request = _source.StartActivity("request")!;
        _tracker.IsStamping = true;
        using (_source.StartActivity("inner"))
        {
            Assert.NotEqual(Guid.Empty, EventSource.CurrentThreadActivityId);
        }

        Assert.Equal(SpanStamp.Of(request.TraceId, request.SpanId), EventSource.CurrentThreadActivityId);
    }

    [Fact]
    public void Dispose_StampsNothingMore()
    {
        _tracker.Dispose();

        using Activity activity = _source.StartActivity("request")!;
        Assert.Equal(Guid.Empty, EventSource.CurrentThreadActivityId);
    }

    private void AssertIsRoot(Guid stamp)
    {
        Assert.True(_table.TryGet(stamp, out SpanRef? span));
        Assert.Equal(span.Place, _table.Describe(stamp)!.Root);
    }

    private void FillWithEnded()
    {
        for (int i = 0; i < 1024 * 20; i++)
        {
            Guid stamp = SpanStamp.Of(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), out ulong left);
            if (_table.TryAdd(new NewSpan(stamp, left, true, Stopwatch.GetTimestamp()), default, "other") is not null)
            {
                _table.Complete(stamp, Stopwatch.GetTimestamp());
            }
        }
    }
}
