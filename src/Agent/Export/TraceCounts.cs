using System.Diagnostics;

namespace AppFrag.Export;

/// <summary>
/// How many spans AppFrag has added to each of the traces it has added any to; bounded. Two generations: when one is
/// full, the older is forgotten, and with at most a thousand spans added a second that takes seconds.
/// </summary>
internal sealed class TraceCounts
{
    private const int Capacity = 4096;

    private Dictionary<ActivityTraceId, int> _young = [];
    private Dictionary<ActivityTraceId, int> _old = [];

    /// <summary>Counts one more, unless the trace has had <paramref name="most"/>.</summary>
    public bool TryAdd(ActivityTraceId trace, int most)
    {
        if (!_young.TryGetValue(trace, out int count))
        {
            _old.TryGetValue(trace, out count);
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

        _young[trace] = count + 1;
        return true;
    }
}
