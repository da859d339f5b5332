using System.Diagnostics.Tracing;

namespace AppFrag.Sources.Requests;

/// <summary>
/// The span that flows with an execution context, and its stamp on whichever thread runs that context: put on and taken
/// off by the change handler of an <see cref="AsyncLocal{T}"/>, which the runtime calls on every switch.
/// <para>States: on → off (for good). Off, it still takes off what it has put on: a stamp left behind would count as somebody else's for the next agent.</para>
/// </summary>
internal sealed class ThreadStamp
{
    private readonly SpanTable _table;
    private readonly AsyncLocal<SpanRef?> _current;
    private volatile bool _isOff;
    private long _faults;

    public ThreadStamp(SpanTable table)
    {
        _table = table;
        _current = new AsyncLocal<SpanRef?>(Stamp);
    }

    /// <summary>The span of the current execution context.</summary>
    public SpanRef? Current
    {
        get => _current.Value;
        set => _current.Value = value;
    }

    /// <summary>Exceptions caught inside the host application's switches of context.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    public void SwitchOff() => _isOff = true;

    // Runs on every switch of execution context that changes the value: keep it to the bare minimum.
    private void Stamp(AsyncLocalValueChangedArgs<SpanRef?> change)
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

            Guid next = _isOff ? Guid.Empty : change.CurrentValue?.Stamp ?? Guid.Empty;
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
