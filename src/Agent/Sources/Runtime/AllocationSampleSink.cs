using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Collects the allocation samples or ticks of one burst. Filled by the reading thread, emptied by another one now and then; both
/// take the lock for the length of one sample or one exchange.
/// </summary>
internal sealed class AllocationSampleSink(CallStackTable stacks, SharedNames types, int capacity) : INetTraceSink
{
    private readonly Lock _gate = new();
    private List<AllocationSample> _samples = [];
    private List<AllocationSample> _spare = [];
    private int _pointerSize = IntPtr.Size;
    private long _arrived;
    private long _discarded;

    /// <summary>Samples so far, taken or not, with room or without.</summary>
    public long Arrived => Volatile.Read(ref _arrived);

    /// <summary>Samples that found no room; the estimates of the burst are scaled up for them.</summary>
    public long Discarded => Volatile.Read(ref _discarded);

    /// <summary>What has not been taken; to be read after the stream's end.</summary>
    public IReadOnlyList<AllocationSample> Samples => _samples;

    /// <summary>Runs on the reading thread after each sample; must not block.</summary>
    public Action<long>? OnArrived { get; set; }

    public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

    public void OnEvent(in NetTraceEvent e)
    {
        if (e.Metadata.ProviderName != RuntimeProvider.Name)
        {
            return;
        }

        if (e.Metadata.EventId == AllocationSampledEvent.Id && AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out AllocationSampledEvent sample))
        {
            Add(e, sample.ObjectSize, sample.Kind, sample.TypeName, SamplingEstimate.Weight(sample.ObjectSize));
        }
        else if (e.Metadata.EventId == GCAllocationTickEvent.Id && GCAllocationTickEvent.TryRead(e.Payload, e.Metadata.Version, _pointerSize, out GCAllocationTickEvent tick))
        {
            // A tick stands for all that was allocated on its kind of heap since the one before.
            Add(e, tick.ObjectSize, tick.Kind, tick.TypeName, Math.Max(1, (double)tick.Amount / tick.ObjectSize));
        }
    }

    /// <summary>Moves what has arrived since the last call to the end of <paramref name="into"/>.</summary>
    public void Take(List<AllocationSample> into)
    {
        List<AllocationSample> taken;
        lock (_gate)
        {
            taken = _samples;
            (_samples, _spare) = (_spare, _samples);
        }

        into.AddRange(taken);
        taken.Clear();
    }

    private void Add(in NetTraceEvent e, long size, AllocationKind kind, ReadOnlySpan<char> type, double weight)
    {
        long arrived;
        lock (_gate)
        {
            if (_samples.Count < capacity)
            {
                _samples.Add(new AllocationSample(e.Timestamp, size, kind, types.Of(type), e.ActivityId, stacks.Intern(e.Stack), weight));
            }
            else
            {
                _discarded++;
            }

            arrived = ++_arrived;
        }

        OnArrived?.Invoke(arrived);
    }
}
