using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AppFrag.Export;

/// <summary>
/// How many spans AppFrag has added to each of the traces it has added any to; bounded. Two generations: when one is
/// full, the older is forgotten, and with at most a thousand spans added a second that takes seconds. By the bytes of the id:
/// an <see cref="ActivityTraceId"/> is a string to the GC.
/// </summary>
internal sealed class TraceCounts
{
    private const int Capacity = 4096;

    private Dictionary<UInt128, int> _young = [];
    private Dictionary<UInt128, int> _old = [];

    /// <summary>Counts one more, unless the trace has had <paramref name="most"/>.</summary>
    public bool TryAdd(ActivityTraceId trace, int most)
    {
        UInt128 id = BytesOf(trace);
        if (!_young.TryGetValue(id, out int count))
        {
            _old.TryGetValue(id, out count);
        }

        if (count >= most)
        {
            return false;
        }

        if (_young.Count >= Capacity)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }

        _young[id] = count + 1;
        return true;
    }

    private static UInt128 BytesOf(ActivityTraceId trace)
    {
        Span<byte> bytes = stackalloc byte[16];
        trace.CopyTo(bytes);
        return MemoryMarshal.Read<UInt128>(bytes);
    }
}
