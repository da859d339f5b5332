using System.Collections.Concurrent;
using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime;

/// <summary>Decodes the GC's events on the reading thread into a bounded queue, which the agent's own thread empties.</summary>
internal sealed class GcEventSink : INetTraceSink
{
    // About three seconds of the worst storm measured (480 collections a second, five events each).
    private const int Capacity = 8192;

    private readonly ConcurrentQueue<GcEvent> _events = new();
    private int _pointerSize = IntPtr.Size;
    private long _discarded;

    /// <summary>Events thrown away because nobody took them in time.</summary>
    public long Discarded => Interlocked.Read(ref _discarded);

    public bool TryTake(out GcEvent e) => _events.TryDequeue(out e);

    public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

    public void OnEvent(in NetTraceEvent e)
    {
        if (e.Metadata.ProviderName != RuntimeProvider.Name || Decode(e) is not { } decoded)
        {
            return;
        }

        if (_events.Count >= Capacity)
        {
            Interlocked.Increment(ref _discarded);
            return;
        }

        _events.Enqueue(decoded);
    }

    private GcEvent? Decode(in NetTraceEvent e)
    {
        switch (e.Metadata.EventId)
        {
            case GCStartEvent.Id when GCStartEvent.TryRead(e.Payload, out GCStartEvent start):
                return new GcEvent { Timestamp = e.Timestamp, Id = GCStartEvent.Id, Index = start.Count, Generation = start.Depth, Reason = start.Reason, Type = start.Type };
            case GCEndEvent.Id when GCEndEvent.TryRead(e.Payload, out GCEndEvent end):
                return new GcEvent { Timestamp = e.Timestamp, Id = GCEndEvent.Id, Index = end.Count };
            case GCSuspendEEBeginEvent.Id when GCSuspendEEBeginEvent.TryRead(e.Payload, out GCSuspendEEBeginEvent suspend):
                return new GcEvent { Timestamp = e.Timestamp, Id = GCSuspendEEBeginEvent.Id, Reason = suspend.Reason };
            case GCHeapStatsEvent.Id when GCHeapStatsEvent.TryRead(e.Payload, out GCHeapStatsEvent stats):
                return new GcEvent { Timestamp = e.Timestamp, Id = GCHeapStatsEvent.Id, Promoted = stats.TotalPromoted };
            case GCRestartEEEndEvent.Id:
                return new GcEvent { Timestamp = e.Timestamp, Id = GCRestartEEEndEvent.Id };
            case GCPerHeapHistoryEvent.Id when GCPerHeapHistoryEvent.TryRead(e.Payload, _pointerSize, out GCPerHeapHistoryEvent history):
                return new GcEvent { Timestamp = e.Timestamp, Id = GCPerHeapHistoryEvent.Id, History = Read(history) };
            default:
                return null;
        }
    }

    private static HeapHistory Read(in GCPerHeapHistoryEvent history)
    {
        var before = new GenerationTotals();
        var after = new GenerationTotals();
        for (int i = 0; i < Math.Min(history.GenerationCount, GenerationSizes.Count); i++)
        {
            GCPerHeapHistoryEvent.GenerationData data = history.Generation(i);
            before.Add(i, new GenerationSize(data.SizeBefore, data.FreeListSpaceBefore, data.FreeObjectSpaceBefore));
            after.Add(i, new GenerationSize(data.SizeAfter, data.FreeListSpaceAfter, data.FreeObjectSpaceAfter));
        }

        return new HeapHistory(before, after);
    }
}
