using AppFrag.Model;

namespace AppFrag.TestHost.Flows;

/// <summary>
/// Who allocates what. No two arrays of a run have the same size, so a sample tells which allocation it is of without
/// looking at anything that AppFrag says about it.
/// </summary>
internal sealed class FlowTruth
{
    /// <summary>Allocations of one run. With sizes from 90 to 221 kB about 12,500 of them are sampled.</summary>
    public const int Allocations = 16_384;

    private const int LeastLength = 11_250;
    private const int ArrayHeader = 24;

    // Not bytes: buffers of the class library may have any size.
    private static readonly string TypeName = typeof(FlowItem[]).FullName!;

    private readonly Allocation[] _allocations = new Allocation[Allocations];
    private readonly FlowItem[]?[] _kept = new FlowItem[16][];
    private int _next = -1;

    public bool IsOver => Volatile.Read(ref _next) >= Allocations - 1;

    /// <summary>Allocates one array on behalf of a span; does nothing when the run is over.</summary>
    /// <param name="span">W3C id of the span that the code stands in; <see langword="null"/> where no span is known to run.</param>
    /// <param name="way">What brought the code to this thread.</param>
    public void Allocate(string? span, string way)
    {
        int index = Interlocked.Increment(ref _next);
        if (index < Allocations)
        {
            _allocations[index] = new Allocation(span, way);
            _kept[index % _kept.Length] = new FlowItem[LeastLength + index];
        }
    }

    /// <summary>The allocation that a sample is of; <see langword="null"/> for what others allocated.</summary>
    public Allocation? Of(in AllocationSample sample)
    {
        long index = ((sample.Size - ArrayHeader) / sizeof(long)) - LeastLength;
        return sample.Type == TypeName && index is >= 0 and < Allocations ? _allocations[index] : null;
    }

    internal sealed record Allocation(string? Span, string Way);
}
