using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime;

/// <summary>Collects the allocation samples of one burst. Filled by the reading thread, read after the burst's stream has ended.</summary>
internal sealed class AllocationSampleSink(CallStackTable stacks, TypeNames types, int capacity) : INetTraceSink
{
    private readonly List<AllocationSample> _samples = [];
    private int _pointerSize = IntPtr.Size;

    public IReadOnlyList<AllocationSample> Samples => _samples;

    /// <summary>Samples that found no room; the estimates of the burst are scaled up for them.</summary>
    public long Discarded { get; private set; }

    public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

    public void OnEvent(in NetTraceEvent e)
    {
        if (e.Metadata.EventId != AllocationSampledEvent.Id
            || e.Metadata.ProviderName != RuntimeProvider.Name
            || !AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out AllocationSampledEvent sample))
        {
            return;
        }

        if (_samples.Count >= capacity)
        {
            Discarded++;
            return;
        }

        _samples.Add(new AllocationSample(
            e.Timestamp,
            sample.ObjectSize,
            sample.Kind,
            types.Intern(sample.TypeName),
            e.ActivityId,
            stacks.Intern(e.Stack)));
    }
}
