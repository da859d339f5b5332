using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AppFrag.Sources.Requests;

/// <summary>
/// The places of the <see cref="SpanTable"/>. A stamp may be in one of the eight of one set, which its random bits choose,
/// and each set has a lock of its own, held for the look at these eight. Nothing is allocated after the start, and nothing
/// in it is of interest to the GC.
/// <para>A set is entered before its places are looked at, and left with <see cref="Exit"/> whatever is found.</para>
/// </summary>
internal sealed class SpanSlots
{
    /// <summary>Places of a set.</summary>
    public const int Ways = 8;

    private static readonly long AbandonmentTicks = (long)(SpanTable.Abandonment.TotalSeconds * Stopwatch.Frequency);

    private readonly SpanSlot[] _slots;
    private readonly int[] _locks;

    /// <param name="capacity">Most spans; rounded up to a power of two, at least <see cref="Ways"/>.</param>
    public SpanSlots(int capacity)
    {
        Capacity = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, Ways));
        _slots = new SpanSlot[Capacity];
        _locks = new int[Capacity / Ways];
    }

    public int Capacity { get; }

    /// <summary>Places taken. Goes through all of them: not for every span.</summary>
    public int Count
    {
        get
        {
            int count = 0;
            foreach (ref readonly SpanSlot slot in _slots.AsSpan())
            {
                count += slot.IsTaken ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>A place of a set that has been entered.</summary>
    public ref SpanSlot this[int index] => ref _slots[index];

    /// <summary>Enters the set in which a stamp may be: by the low bits of the span id, random by the W3C specification.</summary>
    public int Enter(Guid stamp) => EnterSet((int)(MemoryMarshal.Cast<Guid, uint>(new ReadOnlySpan<Guid>(in stamp))[1] & (uint)(_locks.Length - 1)));

    /// <summary>Enters the set that a place belongs to.</summary>
    public int EnterSetOf(int index) => EnterSet(index / Ways);

    public void Exit(int set) => Volatile.Write(ref _locks[set], 0);

    /// <summary>Where a stamp is in its set; -1 when it is not there.</summary>
    public int IndexOf(int set, Guid stamp)
    {
        for (int index = set * Ways; index < (set + 1) * Ways; index++)
        {
            if (_slots[index].Stamp == stamp && _slots[index].IsTaken)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>A free place, else that of the span that ended longest ago, else of one that nobody stops; -1 when all run.</summary>
    public int FindRoom(int set, long now)
    {
        int best = -1;
        long bestEnd = long.MaxValue;
        for (int index = set * Ways; index < (set + 1) * Ways; index++)
        {
            ref readonly SpanSlot slot = ref _slots[index];
            if (!slot.IsTaken)
            {
                return index;
            }

            // Of those that nobody stops any will do, after those that ended.
            long end = slot.End != 0 ? slot.End : now - slot.Start > AbandonmentTicks ? long.MaxValue - 1 : long.MaxValue;
            if (end < bestEnd)
            {
                (best, bestEnd) = (index, end);
            }
        }

        return best;
    }

    private int EnterSet(int set)
    {
        if (Interlocked.CompareExchange(ref _locks[set], 1, 0) != 0)
        {
            var wait = new SpinWait();
            do
            {
                wait.SpinOnce();
            }
            while (Interlocked.CompareExchange(ref _locks[set], 1, 0) != 0);
        }

        return set;
    }
}
