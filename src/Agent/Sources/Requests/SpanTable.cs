using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>
/// Bounded table of the spans that run now or ended a moment ago, by stamp. Ended spans stay for
/// <see cref="Retention"/>, because the runtime's events arrive up to about a second late; when the table is full the
/// longest-ended go first, and if all are running a new span is not tracked: its allocations stay unattributed rather
/// than be given to somebody else. Spans that are started and never stopped would fill it for good; so, when little room
/// is left, those that have run for <see cref="Abandonment"/> are forgotten. One that still runs is found again when it
/// next becomes the current one.
/// </summary>
internal sealed class SpanTable(int capacity)
{
    /// <summary>After which time a running span is taken for one that nobody stops, if room is short.</summary>
    public static readonly TimeSpan Abandonment = TimeSpan.FromMinutes(10);

    /// <summary>How long an ended span can still be asked for.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, TrackedSpan> _spans = new();
    private readonly ConcurrentQueue<TrackedSpan> _ended = new();
    private int _count;
    private long _untracked;

    /// <summary>Spans in the table.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Spans that found no place since start.</summary>
    public long Untracked => Volatile.Read(ref _untracked);

    /// <summary>The spans in the table, running and ended, in no order.</summary>
    public IEnumerable<TrackedSpan> Spans
    {
        get
        {
            foreach (KeyValuePair<Guid, TrackedSpan> entry in _spans)
            {
                yield return entry.Value;
            }
        }
    }

    public bool Contains(Guid stamp) => _spans.ContainsKey(stamp);

    public bool TryGet(Guid stamp, [NotNullWhen(true)] out TrackedSpan? span) => _spans.TryGetValue(stamp, out span);

    /// <summary>
    /// The span that a thread ran when it carried this stamp. Work that a span leaves behind, a timer for instance,
    /// goes on carrying its stamp after its end: what such work allocates belongs to no span.
    /// </summary>
    /// <param name="stamp">Activity id of the thread.</param>
    /// <param name="timestamp"><see cref="Stopwatch"/> ticks.</param>
    /// <returns><see langword="null"/> where the answer might be wrong.</returns>
    public TrackedSpan? Find(Guid stamp, long timestamp) =>
        stamp != Guid.Empty && _spans.TryGetValue(stamp, out TrackedSpan? span) && !span.IsDoubtful && span.InFlightDuring(timestamp, timestamp) ? span : null;

    public bool TryAdd(TrackedSpan span)
    {
        if (Interlocked.Increment(ref _count) > capacity && !TryRemoveOldestEnded())
        {
            Interlocked.Decrement(ref _count);
            Interlocked.Increment(ref _untracked);
            return false;
        }

        if (!_spans.TryAdd(span.Stamp, span))
        {
            Interlocked.Decrement(ref _count);
            return false;
        }

        return true;
    }

    /// <summary>Marks the end of a span that is in the table. Called once per span.</summary>
    public void Complete(TrackedSpan span, long end, string? httpMethod, string? httpRoute)
    {
        span.Complete(end, httpMethod, httpRoute);
        _ended.Enqueue(span);
    }

    /// <summary>Forgets spans that ended more than <see cref="Retention"/> before <paramref name="now"/>.</summary>
    public void Trim(long now)
    {
        long oldest = now - (long)(Retention.TotalSeconds * Stopwatch.Frequency);
        while (_ended.TryPeek(out TrackedSpan? span) && span.End < oldest)
        {
            TryRemoveOldestEnded();
        }

        if (Count > capacity - (capacity / 8))
        {
            RemoveAbandoned(now - (long)(Abandonment.TotalSeconds * Stopwatch.Frequency));
        }
    }

    // A look at every span takes about a millisecond; it is taken once a second, and only while room is short.
    private void RemoveAbandoned(long startedBefore)
    {
        foreach (KeyValuePair<Guid, TrackedSpan> entry in _spans)
        {
            if (entry.Value.End == 0 && entry.Value.Start < startedBefore && _spans.TryRemove(entry))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private bool TryRemoveOldestEnded()
    {
        if (!_ended.TryDequeue(out TrackedSpan? span))
        {
            return false;
        }

        if (_spans.TryRemove(KeyValuePair.Create(span.Stamp, span)))
        {
            Interlocked.Decrement(ref _count);
        }

        return true;
    }
}
