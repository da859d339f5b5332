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
/// <para>
/// States: created, started (once), stopped. While started it stamps or, told by <see cref="IsStamping"/>, rests: then a
/// change of the current activity only takes off what an earlier time has put on. After the stop it stamps nothing and
/// holds no subscription.
/// </para>
/// </summary>
internal sealed class SpanTracker : IDisposable
{
    // Parents are tracked before their children, but for those that were running when stamping began. A chain of
    // activities that nobody stops has no end: it must not be followed to it.
    private const int MaxUntrackedParents = 4;

    private const int Stripes = 16;
    private const int StripeLength = 8; // a cache line

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly SpanTable _table;
    private readonly EndedRequests? _ended;
    private readonly string _ownSource;
    private readonly AsyncLocal<SpanRef?> _current;
    private ActivityListener? _listener;
    private volatile bool _active;
    private volatile bool _stamping = true;
    private bool _hasStamped;
    private readonly long[] _stopped = new long[Stripes * StripeLength];
    private long _restedAt;
    private long _faults;

    /// <param name="table">Where spans are kept.</param>
    /// <param name="ownSource">Name of the activity source whose activities are not tracked: AppFrag never observes itself.</param>
    /// <param name="ended">Where requests that took long are kept, if they are wanted.</param>
    public SpanTracker(SpanTable table, string ownSource, EndedRequests? ended = null)
    {
        _table = table;
        _ended = ended;
        _ownSource = ownSource;
        _current = new AsyncLocal<SpanRef?>(StampThread);
    }

    /// <summary>Exceptions caught inside the host application's calls.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>
    /// About how many activities have stopped. Counted by processor and without synchronization, because a counter that
    /// all threads share would cost more than everything else that is done while stamping rests.
    /// </summary>
    public long Stopped
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < Stripes; i++)
            {
                sum += Volatile.Read(ref _stopped[i * StripeLength]);
            }

            return sum;
        }
    }

    /// <summary>
    /// Whether spans are stamped. Spans that are running when it begins get their stamp with their next change of the
    /// current activity, a child's start or end for instance.
    /// </summary>
    public bool IsStamping
    {
        get => _stamping;
        set
        {
            // A thread that has read the old value may still be entering a span. In the clock that activities are timed with.
            Volatile.Write(ref _restedAt, (TimeProvider.System.GetUtcNow().UtcDateTime + Slack).Ticks);
            _stamping = value;
        }
    }

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
            if (!_stamping)
            {
                // What flows here must be the current activity's span or nothing, never that of an earlier one.
                if (_hasStamped && _current.Value is not null)
                {
                    _current.Value = null;
                }
            }
            else if (change.Current?.Source.Name != _ownSource)
            {
                _hasStamped = true;
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

    private SpanRef? SpanOf(Activity? activity)
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

    private SpanRef? Track(Activity activity, int depth)
    {
        if (activity.IdFormat != ActivityIdFormat.W3C)
        {
            return null;
        }

        Guid stamp = SpanStamp.Of(activity.TraceId, activity.SpanId, out ulong traceLeft);
        if (_table.TryGet(stamp, out SpanRef? known))
        {
            return known;
        }

        // A stopped one will not be told of again: it would stay in the table as if it ran for ever.
        if (activity.IsStopped || !TryFindRoot(activity, depth, out SpanPlace root))
        {
            return null;
        }

        var span = new NewSpan(stamp, traceLeft, activity.Recorded, Stopwatch.GetTimestamp());
        return _table.TryAdd(in span, root, root.IsNone ? SpanNames.Bounded(activity.OperationName) : null);
    }

    /// <summary>The root is none for a span without a parent in this process, and for one whose parent ended so long ago that it is forgotten.</summary>
    /// <returns>False when there is a running parent that could not be tracked: a wrong root would be worse than none.</returns>
    private bool TryFindRoot(Activity activity, int depth, out SpanPlace root)
    {
        root = default;
        if (activity.Parent is not { } parent || activity.ParentSpanId != parent.SpanId)
        {
            return true;
        }

        root = depth > 0 && Track(parent, depth - 1) is { } tracked ? _table.RootOf(tracked.Place) : default;
        return !root.IsNone || (parent.IsStopped && depth > 0);
    }

    private void OnStopped(Activity activity)
    {
        try
        {
            _stopped[(Thread.GetCurrentProcessorId() % Stripes) * StripeLength]++;
            _ended?.Add(activity);

            // While stamping rests, only a span that began before it can be in the table.
            if ((_stamping || activity.StartTimeUtc.Ticks <= Volatile.Read(ref _restedAt)) && activity.IdFormat == ActivityIdFormat.W3C)
            {
                Complete(activity);
            }
        }
        catch (Exception)
        {
            // Inside the host application's Activity.Stop, as above.
            Interlocked.Increment(ref _faults);
        }
    }

    private void Complete(Activity activity)
    {
        SpanPlace root = _table.Complete(SpanStamp.Of(activity.TraceId, activity.SpanId), Stopwatch.GetTimestamp());
        if (!root.IsNone)
        {
            _table.SetLabel(
                root,
                SpanNames.Bounded(activity.OperationName),
                SpanNames.Bounded(activity.GetTagItem("http.request.method") as string),
                SpanNames.Bounded(activity.GetTagItem("http.route") as string));
        }
    }

    // Runs on every switch of execution context that changes the value: keep it to the bare minimum. After the stop it
    // still takes off what it has put on: a stamp left behind would count as somebody else's for the next agent.
    private void StampThread(AsyncLocalValueChangedArgs<SpanRef?> change)
    {
        try
        {
            Guid expected = change.PreviousValue?.Stamp ?? Guid.Empty;
            Guid actual = EventSource.CurrentThreadActivityId;
            if (actual != expected && actual != Guid.Empty && !_table.Contains(actual))
            {
                // Somebody else's id: task activity tracking or another profiler.
                Doubt(change.PreviousValue);
                Doubt(change.CurrentValue);
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

    private void Doubt(SpanRef? span)
    {
        if (span is not null)
        {
            _table.Doubt(span.Place);
        }
    }
}
