using AppFrag.Sources.Runtime.NetTrace;
using BenchmarkDotNet.Attributes;
using Microsoft.Diagnostics.Tracing;

namespace AppFrag.Agent.Benchmarks.NetTrace;

/// <summary>
/// Decoding the same recorded bytes. TraceEvent's EventPipeEventSource gives no stacks; the reader's figure includes them.
/// Figures are per trace, about <see cref="Megabytes"/> × 10 samples.
/// </summary>
[MemoryDiagnoser]
public class NetTraceDecoding
{
    private byte[] _trace = [];

    [Params(100, 2000)]
    public int Megabytes { get; set; }

    [GlobalSetup]
    public void Record()
    {
        _trace = RecordedTrace.Record(Megabytes);
        var sink = new SumSink();
        new NetTraceReader(new MemoryStream(_trace), sink).ReadToEnd();
        Console.WriteLine($"// {_trace.Length} bytes, {sink.Samples} samples, {sink.Frames} frames");
    }

    [Benchmark(Baseline = true)]
    public long TraceEvent()
    {
        long sum = 0;
        using var source = new EventPipeEventSource(new MemoryStream(_trace));
        source.Clr.AllocationSampling += e => sum += e.ObjectSize + e.TypeName.Length;
        source.Clr.GCPerHeapHistory += e => sum += e.HeapIndex;
        source.Process();
        return sum;
    }

    [Benchmark]
    public long Reader()
    {
        var sink = new SumSink();
        new NetTraceReader(new MemoryStream(_trace), sink).ReadToEnd();
        return sink.Sum;
    }

    private sealed class SumSink : INetTraceSink
    {
        private int _pointerSize;

        public long Sum { get; private set; }

        public int Samples { get; private set; }

        public long Frames { get; private set; }

        public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

        public void OnEvent(in NetTraceEvent e)
        {
            if (!e.Metadata.IsRuntime)
            {
                return;
            }

            if (e.Metadata.EventId == AllocationSampledEvent.Id && AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out var sample))
            {
                Sum += sample.ObjectSize + sample.TypeName.Length;
                Samples++;
                Frames += e.Stack.Length;
            }
            else if (e.Metadata.EventId == GCPerHeapHistoryEvent.Id && GCPerHeapHistoryEvent.TryRead(e.Payload, _pointerSize, out var heap))
            {
                Sum += heap.HeapIndex;
            }
        }
    }
}
