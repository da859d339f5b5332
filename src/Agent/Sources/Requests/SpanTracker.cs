using System.Diagnostics;
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
    // For a thread that is entering a span while stamping ends. While it lasts, every span that stops is looked for in the table.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    private readonly SpanTable _table;
    private readonly EndedRequests? _ended;
    private readonly string _ownSource;
    private readonly SpanEntry _entry;
    private readonly ThreadStamp _thread;
    private readonly SpanCounter _stopped = new();
    private ActivityListener? _listener;
    private volatile bool _stamping = true;
    private bool _hasStamped;
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
        _entry = new SpanEntry(table);
        _thread = new ThreadStamp(table);
    }

    /// <summary>Exceptions caught inside the host application's calls.</summary>
    public long Faults => Interlocked.Read(ref _faults) + _thread.Faults;

    /// <summary>About how many activities have stopped.</summary>
    public long Stopped => _stopped.Value;

    /// <summary>About how many spans have been stamped.</summary>
    public long Stamped => _entry.Count;

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
        _thread.SwitchOff();
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
                if (_hasStamped && _thread.Current is not null)
                {
                    _thread.Current = null;
                }
            }
            else if (change.Current?.Source.Name != _ownSource)
            {
                _hasStamped = true;
                _thread.Current = SpanOf(change.Current);
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
            return activity is null ? null : _entry.Of(activity);
        }
        catch (Exception)
        {
            // As above; and the span before this one must not stay in its place.
            Interlocked.Increment(ref _faults);
            return null;
        }
    }

    private void OnStopped(Activity activity)
    {
        try
        {
            _stopped.Add();
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
}
