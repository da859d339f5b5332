using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Joins the GC's events to collections and pauses. Pure state machine: the same events give the same answer.
/// <para>
/// The stream is ordered per thread only, and under server GC the events of one collection come from several threads;
/// so events are held back until the watermark has passed them and then taken in the order of their timestamps. The
/// runtime's order within one blocking collection is GCSuspendEEBegin, GCStart, GCPerHeapHistory of each heap, GCEnd,
/// GCRestartEEEnd. A background collection starts in one pause and ends outside any; a pause without a GCStart of its own
/// belongs to the background collection that is running. Under server GC its heaps report a few microseconds after its
/// GCEnd, so a collection that has ended is completed by the restart or, outside a pause, by the next GCStart.
/// </para>
/// </summary>
internal sealed class GcTracker
{
    // One background and one foreground collection can run; more in the table means that GCEnd events were lost.
    private const int MaxRunning = 8;
    private const int MaxPending = 16_384;

    // How long after its end a collection's heaps may still report; a thousand times what was seen.
    private static readonly long HistoryLateness = System.Diagnostics.Stopwatch.Frequency / 100;

    private readonly List<GcEvent> _pending = [];
    private readonly List<Collection> _running = [];
    private Collection? _inPause;
    private Collection? _ended;
    private long _suspendedAt;

    /// <summary>Events thrown away because the watermark stood still.</summary>
    public long Discarded { get; private set; }

    private static Collection Unseen { get; } = new() { Index = -1, Generation = 2, Reason = -1, Type = 1 };

    private Collection? Background => _running.Count > 0 ? _running[0] : null;

    public void Add(in GcEvent e)
    {
        if (_pending.Count >= MaxPending)
        {
            Discarded++;
            return;
        }

        _pending.Add(e);
    }

    /// <summary>Takes all events up to <paramref name="watermark"/>, in order.</summary>
    /// <param name="watermark">Timestamp before which no further event will be added.</param>
    /// <param name="samples">Receives the heap after each collection that ended.</param>
    /// <param name="pauses">Receives each pause that ended.</param>
    public void Advance(long watermark, List<GcSample> samples, List<GcPause> pauses)
    {
        _pending.Sort(static (a, b) => a.Timestamp.CompareTo(b.Timestamp));
        int taken = 0;
        while (taken < _pending.Count && _pending[taken].Timestamp <= watermark)
        {
            Take(_pending[taken], samples, pauses);
            taken++;
        }

        _pending.RemoveRange(0, taken);
        if (_ended is { } ended && watermark - ended.EndedAt > HistoryLateness)
        {
            Complete(samples);
        }
    }

    private void Take(in GcEvent e, List<GcSample> samples, List<GcPause> pauses)
    {
        switch (e.Id)
        {
            case GCSuspendEEBeginEvent.Id:
                _suspendedAt = e.Reason is GCSuspendEEBeginEvent.ReasonForGC or GCSuspendEEBeginEvent.ReasonForGCPrep ? e.Timestamp : 0;
                _inPause = null;
                break;
            case GCStartEvent.Id:
                Complete(samples);
                OnStart(e);
                break;
            case GCPerHeapHistoryEvent.Id when e.History is { } history:
                (_ended ?? _inPause ?? Background)?.Add(history);
                break;
            case GCEndEvent.Id:
                Complete(samples);
                OnEnd(e);
                break;
            case GCHeapStatsEvent.Id when _ended is not null:
                _ended.Promoted = e.Promoted;
                break;
            case GCRestartEEEndEvent.Id:
                OnRestart(e, pauses);
                Complete(samples);
                break;
        }
    }

    private void OnStart(in GcEvent e)
    {
        if (_running.Count >= MaxRunning)
        {
            _running.Clear();
        }

        _inPause = new Collection { Index = e.Index, Generation = e.Generation, Reason = e.Reason, Type = e.Type };
        _running.Add(_inPause);
    }

    private void OnEnd(in GcEvent e)
    {
        long index = e.Index;
        int position = _running.FindIndex(c => c.Index == index);
        if (position >= 0)
        {
            _ended = _running[position];
            _ended.EndedAt = e.Timestamp;
            _running.RemoveAt(position);
        }
    }

    // No heap of the collection that ended last can report any more.
    private void Complete(List<GcSample> samples)
    {
        if (_ended is { HasHistory: true } collection)
        {
            samples.Add(new GcSample
            {
                Timestamp = collection.EndedAt,
                Index = collection.Index,
                Generation = collection.Generation,
                Reason = collection.Reason,
                Sizes = collection.After.Sizes,
                SizesBefore = collection.Before.Sizes,
                Type = collection.Type,
                PromotedBytes = collection.Promoted,
            });
        }

        _ended = null;
    }

    private void OnRestart(in GcEvent e, List<GcPause> pauses)
    {
        // Without a start of its own and with none running that is known, it is of a background collection that began unseen.
        Collection collection = _inPause ?? Background ?? Unseen;
        if (_suspendedAt != 0)
        {
            pauses.Add(new GcPause
            {
                Start = _suspendedAt,
                End = e.Timestamp,
                Index = collection.Index,
                Generation = collection.Generation,
                Reason = GcReasons.NameOf(collection.Reason),
                FragmentationBefore = collection.HasHistory ? collection.Before.Fragmentation : null,
                FragmentationAfter = collection.HasHistory ? collection.After.Fragmentation : null,
            });
        }

        _suspendedAt = 0;
        _inPause = null;
    }

    private sealed class Collection
    {
        public required long Index { get; init; }

        public required int Generation { get; init; }

        public required int Reason { get; init; }

        public required int Type { get; init; }

        public long? Promoted { get; set; }

        public GenerationTotals Before { get; } = new();

        public GenerationTotals After { get; } = new();

        public bool HasHistory { get; private set; }

        public long EndedAt { get; set; }

        public void Add(HeapHistory history)
        {
            Before.Add(history.Before);
            After.Add(history.After);
            HasHistory = true;
        }
    }
}
