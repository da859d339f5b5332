using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Joins the GC's events to collections and pauses. Pure state machine: the same events give the same answer.
/// <para>
/// The stream is ordered per thread only, and under server GC the events of one collection come from several threads;
/// so events are held back until the watermark has passed them and then taken in the order of their timestamps. The
/// runtime's order within one blocking collection is GCSuspendEEBegin, GCStart, GCPerHeapHistory of each heap, GCEnd,
/// GCRestartEEEnd. A background collection starts in one pause and ends outside any or in another one; a pause without a
/// GCStart of its own belongs to the background collection that is running.
/// </para>
/// </summary>
internal sealed class GcTracker
{
    // One background and one foreground collection can run; more in the table means that GCEnd events were lost.
    private const int MaxRunning = 8;
    private const int MaxPending = 16_384;

    private readonly List<GcEvent> _pending = [];
    private readonly List<Collection> _running = [];
    private GenerationTotals? _before;
    private GenerationTotals? _after;
    private Collection? _inPause;
    private long _suspendedAt;

    /// <summary>Events thrown away because the watermark stood still.</summary>
    public long Discarded { get; private set; }

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
                OnStart(e);
                break;
            case GCPerHeapHistoryEvent.Id when e.History is { } history:
                (_before ??= new GenerationTotals()).Add(history.Before);
                (_after ??= new GenerationTotals()).Add(history.After);
                break;
            case GCEndEvent.Id:
                OnEnd(e, samples);
                break;
            case GCRestartEEEndEvent.Id:
                OnRestart(e, pauses);
                break;
        }
    }

    private void OnStart(in GcEvent e)
    {
        if (_running.Count >= MaxRunning)
        {
            _running.Clear();
        }

        _inPause = new Collection { Index = e.Index, Generation = e.Generation, Reason = e.Reason };
        _running.Add(_inPause);
    }

    private void OnEnd(in GcEvent e, List<GcSample> samples)
    {
        long index = e.Index;
        int position = _running.FindIndex(c => c.Index == index);
        if (position >= 0)
        {
            Collection collection = _running[position];
            _running.RemoveAt(position);
            if (_before is { } before && _after is { } after)
            {
                collection.FragmentationBefore = before.Fragmentation;
                collection.FragmentationAfter = after.Fragmentation;
                samples.Add(new GcSample
                {
                    Timestamp = e.Timestamp,
                    Index = index,
                    Generation = collection.Generation,
                    Reason = collection.Reason,
                    Sizes = after.Sizes,
                });
            }
        }

        _before = null;
        _after = null;
    }

    private void OnRestart(in GcEvent e, List<GcPause> pauses)
    {
        Collection? collection = _inPause ?? (_running.Count > 0 ? _running[0] : null);
        if (_suspendedAt != 0 && collection is not null)
        {
            pauses.Add(new GcPause
            {
                Start = _suspendedAt,
                End = e.Timestamp,
                Generation = collection.Generation,
                Reason = GcReasons.NameOf(collection.Reason),
                FragmentationBefore = collection.FragmentationBefore,
                FragmentationAfter = collection.FragmentationAfter,
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

        public double? FragmentationBefore { get; set; }

        public double? FragmentationAfter { get; set; }
    }
}
