using System.Runtime.InteropServices;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// Counts events the runtime dropped for want of buffer space: each thread numbers its events from 1, dropped ones
/// included, and a sequence point lists every thread with the number it had reached.
/// </summary>
internal sealed class SequenceNumbers
{
    private Dictionary<long, uint> _last = [];
    private Dictionary<long, uint> _next = [];

    public long Dropped { get; private set; }

    public void OnEvent(long captureThreadId, uint number)
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, captureThreadId, out _);

        // A thread id that starts again at 1 is a new thread to which the system gave the id of a dead one.
        if (number != 1)
        {
            AddGap(last + 1, number);
        }

        last = number;
    }

    /// <summary>Takes a SPBlock; false when it is malformed.</summary>
    public bool TryReadSequencePoint(ReadOnlySpan<byte> block)
    {
        var cursor = new ByteCursor(block);
        cursor.Skip(sizeof(long)); // timestamp
        var count = cursor.ReadUInt32();
        _next.Clear();
        for (uint i = 0; i < count && !cursor.Failed; i++)
        {
            var thread = cursor.ReadInt64();
            var reached = cursor.ReadUInt32();
            _last.TryGetValue(thread, out var last);
            AddGap(last, reached);
            _next[thread] = (int)(reached - last) > 0 ? reached : last;
        }

        // A thread that is not listed can write no more events.
        (_last, _next) = (_next, _last);
        return !cursor.Failed;
    }

    private void AddGap(uint expected, uint found)
    {
        // Unsigned difference, signed view: the counter may roll over, and an older number is no gap.
        var gap = (int)(found - expected);
        if (gap > 0)
        {
            Dropped += gap;
        }
    }
}
