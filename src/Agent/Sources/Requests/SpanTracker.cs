using System.Diagnostics;
using System.Diagnostics.Tracing;
using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>
/// Mirrors <see cref="Activity.Current"/> of every execution context onto the activity id of the thread that runs it, so
/// that the runtime's native events (allocation samples among them) carry the span that caused them, across awaits and
/// thread hops.
/// <para>
/// It listens to activities and asks for none: its listener has no sampling callback, so the runtime creates exactly the
/// activities that it would create without AppFrag. A thread's activity id that somebody else has set is left alone.
/// </para>
/// <para>States: created, started (once), stopped. After the stop it stamps nothing and holds no subscription.</para>
/// </summary>
internal sealed class SpanTracker : IDisposable
{
    // Parents are tracked before their children, but for those that were running when the agent started. A chain of
    // activities that nobody stops has no end: it must not be followed to it.
    private const int MaxUntrackedParents = 4;

    private readonly SpanTable _table;
    private readonly string _ownSource;
    private readonly AsyncLocal<TrackedSpan?> _current;
    private ActivityListener? _listener;
    private volatile bool _active;
    private long _faults;

    /// <param name="table">Where spans are kept.</param>
    /// <param name="ownSource">Name of the activity source whose activities are not tracked: AppFrag never observes itself.</param>
    public SpanTracker(SpanTable table, string ownSource)
    {
        _table = table;
        _ownSource = ownSource;
        _current = new AsyncLocal<TrackedSpan?>(StampThread);
    }

    /// <summary>Exceptions caught inside the host application's calls.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    public void Start()
    {
        if (_listener is not null)
        {
            return;
        }

        _active = true;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name != _ownSource,
            ActivityStopped = OnStopped,
        };
        ActivitySource.AddActivityListener(_listener);
        Activity.CurrentChanged += OnCurrentChanged;
    }

    public void Dispose()
    {
        _active = false;
        Activity.CurrentChanged -= OnCurrentChanged;
        _listener?.Dispose();
    }

    // Runs inside Activity.Start, Activity.Stop and assignments to Activity.Current, on the caller's thread: a change
    // of the AsyncLocal made here belongs to the caller's execution context, exactly like Activity.Current itself.
    private void OnCurrentChanged(object? sender, ActivityChangedEventArgs change)
    {
        try
        {
            if (change.Current?.Source.Name != _ownSource)
            {
                _current.Value = SpanOf(change.Current);
            }
        }
        catch (Exception)
        {
            // We are inside the host application's own Activity.Start: whatever went wrong, its request goes on and
            // the allocations of this span stay unattributed.
            Interlocked.Increment(ref _faults);
        }
    }

    private TrackedSpan? SpanOf(Activity? activity)
    {
        try
        {
            return activity is null ? null : Track(activity, MaxUntrackedParents);
        }
        catch (Exception)
        {
            // As above; and the span before this one must not stay in its place.
            Interlocked.Increment(ref _faults);
            return null;
        }
    }

    private TrackedSpan? Track(Activity activity, int depth)
    {
        if (activity.IdFormat != ActivityIdFormat.W3C)
        {
            return null;
        }

        Guid stamp = SpanStamp.Of(activity.TraceId, activity.SpanId);
        if (_table.TryGet(stamp, out TrackedSpan? known))
        {
            return known;
        }

        // A stopped one will not be told of again: it would stay in the table as if it ran for ever.
        if (activity.IsStopped || !TryFindRoot(activity, depth, out TrackedSpan? root))
        {
            return null;
        }

        var span = new TrackedSpan
        {
            Stamp = stamp,
            TraceId = activity.TraceId,
            SpanId = activity.SpanId,
            Recorded = activity.Recorded,
            LocalRoot = root,
            Start = Stopwatch.GetTimestamp(),
            Name = SpanNames.Bounded(activity.OperationName),
        };
        return _table.TryAdd(span) ? span : null;
    }

    /// <summary>The root is <see langword="null"/> for a span without a parent in this process, and for one whose parent ended so long ago that it is forgotten.</summary>
    /// <returns>False when there is a running parent that could not be tracked: a wrong root would be worse than none.</returns>
    private bool TryFindRoot(Activity activity, int depth, out TrackedSpan? root)
    {
        root = null;
        if (activity.Parent is not { } parent || activity.ParentSpanId != parent.SpanId)
        {
            return true;
        }

        root = depth > 0 ? Track(parent, depth - 1)?.Root : null;
        return root is not null || (parent.IsStopped && depth > 0);
    }

    private void OnStopped(Activity activity)
    {
        try
        {
            if (activity.IdFormat == ActivityIdFormat.W3C && _table.TryGet(SpanStamp.Of(activity.TraceId, activity.SpanId), out TrackedSpan? span) && span.End == 0)
            {
                _table.Complete(
                    span,
                    Stopwatch.GetTimestamp(),
                    SpanNames.Bounded(activity.GetTagItem("http.request.method") as string),
                    SpanNames.Bounded(activity.GetTagItem("http.route") as string));
            }
        }
        catch (Exception)
        {
            // Inside the host application's Activity.Stop, as above.
            Interlocked.Increment(ref _faults);
        }
    }

    // Runs on every switch of execution context that changes the value: keep it to the bare minimum. After the stop it
    // still takes off what it has put on: a stamp left behind would count as somebody else's for the next agent.
    private void StampThread(AsyncLocalValueChangedArgs<TrackedSpan?> change)
    {
        try
        {
            Guid expected = change.PreviousValue?.Stamp ?? Guid.Empty;
            Guid actual = EventSource.CurrentThreadActivityId;
            if (actual != expected && actual != Guid.Empty && !_table.Contains(actual))
            {
                // Somebody else's id: task activity tracking or another profiler.
                change.PreviousValue?.Doubt();
                change.CurrentValue?.Doubt();
                return;
            }

            Guid next = _active ? change.CurrentValue?.Stamp ?? Guid.Empty : Guid.Empty;
            if (next != actual)
            {
                EventSource.SetCurrentThreadActivityId(next);
            }
        }
        catch (Exception)
        {
            // What leaves a handler of an execution context ends the process.
            Interlocked.Increment(ref _faults);
        }
    }
}
