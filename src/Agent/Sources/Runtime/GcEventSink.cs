using System.Collections.Concurrent;
using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Turns the GC's events into <see cref="GcSample"/> and <see cref="GcPause"/>. Runs on the reading thread and only
/// enqueues, to bounded queues that the agent's own thread empties.
/// <para>
/// The runtime's order within one blocking collection is GCSuspendEEBegin, GCStart, GCPerHeapHistory of each heap, GCEnd,
/// GCRestartEEEnd. A background collection starts in one pause and ends outside any or in another one; the pauses in
/// between belong to it unless a foreground collection ran in them.
/// </para>
/// </summary>
internal sealed class GcEventSink : INetTraceSink
{
    private const int QueueCapacity = 4096;

    private readonly ConcurrentQueue<GcSample> _samples = new();
    private readonly ConcurrentQueue<GcPause> _pauses = new();
    private readonly Dictionary<long, Collection> _running = [];
    private Collection? _latest;
    private GenerationTotals? _before;
    private GenerationTotals? _after;
    private long _suspendedAt;
    private bool _endedInPause;
    private long _discarded;
    private int _pointerSize = IntPtr.Size;

    /// <summary>Samples and pauses thrown away because nobody took them in time.</summary>
    public long Discarded => Interlocked.Read(ref _discarded);

    public bool TryTakeSample(out GcSample sample) => _samples.TryDequeue(out sample);

    public bool TryTakePause([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out GcPause? pause) => _pauses.TryDequeue(out pause);

    public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

    public void OnEvent(in NetTraceEvent e)
    {
        if (e.Metadata.ProviderName != RuntimeProvider.Name)
        {
            return;
        }

        switch (e.Metadata.EventId)
        {
            case RuntimeProvider.GCSuspendEEBegin:
                _suspendedAt = e.Timestamp;
                _endedInPause = false;
                break;
            case RuntimeProvider.GCStart when GCStartEvent.TryRead(e.Payload, out GCStartEvent start):
                OnStart(start);
                break;
            case RuntimeProvider.GCPerHeapHistory when GCPerHeapHistoryEvent.TryRead(e.Payload, _pointerSize, out GCPerHeapHistoryEvent history):
                OnHistory(history);
                break;
            case RuntimeProvider.GCEnd when GCEndEvent.TryRead(e.Payload, out GCEndEvent end):
                OnEnd(end, e.Timestamp);
                break;
            case RuntimeProvider.GCRestartEEEnd:
                OnRestart(e.Timestamp);
                break;
        }
    }

    private void OnStart(in GCStartEvent start)
    {
        _latest = new Collection(start.Count, (int)start.Depth, (int)start.Reason);
        if (_running.Count > 8)
        {
            // Lost GCEnd events: at most one background and one foreground collection can run.
            _running.Clear();
        }

        _running[start.Count] = _latest;
    }

    private void OnHistory(in GCPerHeapHistoryEvent history)
    {
        _before ??= new GenerationTotals();
        _after ??= new GenerationTotals();
        for (int i = 0; i < Math.Min(history.GenerationCount, GenerationSizes.Count); i++)
        {
            GCPerHeapHistoryEvent.GenerationData data = history.Generation(i);
            _before.Add(i, (long)data.SizeBefore, (long)data.FreeListSpaceBefore, (long)data.FreeObjectSpaceBefore);
            _after.Add(i, (long)data.SizeAfter, (long)data.FreeListSpaceAfter, (long)data.FreeObjectSpaceAfter);
        }
    }

    private void OnEnd(in GCEndEvent end, long timestamp)
    {
        if (!_running.Remove(end.Count, out Collection? collection))
        {
            return;
        }

        if (_after is { } after && _before is { } before)
        {
            collection.FragmentationBefore = before.Fragmentation;
            collection.FragmentationAfter = after.Fragmentation;
            Enqueue(_samples, new GcSample
            {
                Timestamp = timestamp,
                Index = collection.Index,
                Generation = collection.Generation,
                Reason = collection.Reason,
                Sizes = after.Sizes,
            });
        }

        _before = null;
        _after = null;
        _latest = collection;
        _endedInPause = true;
    }

    private void OnRestart(long timestamp)
    {
        if (_suspendedAt != 0 && _latest is { } collection)
        {
            Enqueue(_pauses, new GcPause
            {
                Start = _suspendedAt,
                End = timestamp,
                Generation = collection.Generation,
                Reason = GcReasons.NameOf(collection.Reason),
                FragmentationBefore = _endedInPause ? collection.FragmentationBefore : null,
                FragmentationAfter = _endedInPause ? collection.FragmentationAfter : null,
            });
        }

        _suspendedAt = 0;

        // The next pause without a GCStart of its own belongs to a background collection that is still running.
        _latest = null;
        foreach (Collection background in _running.Values)
        {
            _latest = background;
        }
    }

    private void Enqueue<T>(ConcurrentQueue<T> queue, T item)
    {
        if (queue.Count >= QueueCapacity)
        {
            Interlocked.Increment(ref _discarded);
            return;
        }

        queue.Enqueue(item);
    }

    private sealed class Collection(long index, int generation, int reason)
    {
        public long Index { get; } = index;

        public int Generation { get; } = generation;

        public int Reason { get; } = reason;

        public double? FragmentationBefore { get; set; }

        public double? FragmentationAfter { get; set; }
    }

    private sealed class GenerationTotals
    {
        private GenerationSizes _sizes;

        public GenerationSizes Sizes => _sizes;

        public double Fragmentation
        {
            get
            {
                long size = 0;
                long free = 0;
                for (int i = 0; i < GenerationSizes.Count; i++)
                {
                    size += _sizes[i].SizeBytes;
                    free += _sizes[i].FragmentedBytes;
                }

                return size > 0 ? (double)free / size : 0;
            }
        }

        public void Add(int generation, long size, long freeList, long freeObjects)
        {
            GenerationSize sum = _sizes[generation];
            _sizes[generation] = new GenerationSize(sum.SizeBytes + size, sum.FreeListBytes + freeList, sum.FreeObjectBytes + freeObjects);
        }
    }
}
