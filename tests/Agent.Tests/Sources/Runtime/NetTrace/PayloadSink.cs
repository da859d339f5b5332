using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>Decodes whatever it can of any event, as the agent's sinks do, and keeps nothing.</summary>
internal sealed class PayloadSink : INetTraceSink
{
    private readonly MethodMapBuilder _methods = new(capacity: 1000, new MethodModules());
    private int _pointerSize;

    /// <summary>Something of everything, so that nothing is left out for being unused.</summary>
    public long Sum { get; private set; }

    public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

    public void OnEvent(in NetTraceEvent e)
    {
        _methods.OnEvent(in e);
        foreach (var address in e.Stack)
        {
            Sum += (long)address;
        }

        Sum += AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out var sample) ? sample.TypeName.Length : 0;
        Sum += GCStartEvent.TryRead(e.Payload, out var start) ? start.Count : 0;
        Sum += GCEndEvent.TryRead(e.Payload, out var end) ? end.Count : 0;
        Sum += GCSuspendEEBeginEvent.TryRead(e.Payload, out var suspend) ? suspend.Count : 0;
        Sum += GCRestartEEEndEvent.TryRead(e.Payload, out _) ? 1 : 0;
        Sum += GCGlobalHeapHistoryEvent.TryRead(e.Payload, out var global) ? global.Reason : 0;
        if (GCHeapStatsEvent.TryRead(e.Payload, out var stats))
        {
            for (var i = 0; i < GCHeapStatsEvent.GenerationCount; i++)
            {
                Sum += stats.GenerationSize(i) + stats.PromotedSize(i);
            }
        }

        if (GCPerHeapHistoryEvent.TryRead(e.Payload, _pointerSize, out var heap))
        {
            for (var i = 0; i < heap.GenerationCount; i++)
            {
                Sum += heap.Generation(i).SizeAfter;
            }
        }
    }
}
