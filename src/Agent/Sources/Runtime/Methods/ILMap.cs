namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Which IL offset a native code offset belongs to, for one piece of compiled code. The compiler reports offsets at
/// which IL's evaluation stack is empty. Where C# in a Release build keeps a value on that stack from one statement to
/// the next, the second statement has no entry and counts as part of the first. The same happens in optimized code of
/// .NET 10 to a statement whose first value the compiler moves into the next one (forward substitution), most often
/// <c>new T[n]</c> or an inlined call: its entry is dropped. So an entry stands for all IL up to <see cref="EndOf"/>.
/// </summary>
/// <param name="Entries">See <see cref="Entry"/>, ordered by native offset; kept in <see cref="ILMaps"/>.</param>
internal readonly record struct ILMap(ReadOnlyMemory<long> Entries)
{
    /// <summary>The compiler could not say, e.g. in an epilogue (ICorDebugInfo::NO_MAPPING and ::EPILOG).</summary>
    public const int Unknown = -1;

    private const int Prologue = -2;

    /// <summary>One number for both offsets, which sorts by the native one.</summary>
    public static long Entry(int nativeOffset, int ilOffset) => ((long)nativeOffset << 32) | (uint)ilOffset;

    public static int ILOffset(long entry) => (int)entry;

    public static int NativeOffset(long entry) => (int)(entry >> 32);

    public int Find(uint nativeOffset)
    {
        ReadOnlySpan<long> entries = Entries.Span;
        int index = IndexBehind(nativeOffset) - 1;

        // Several entries at one offset: the one that names IL counts.
        while (index > 0 && ILOffset(entries[index]) < 0 && NativeOffset(entries[index - 1]) == NativeOffset(entries[index]))
        {
            index--;
        }

        return index < 0 ? Unknown
            : ILOffset(entries[index]) == Prologue ? 0
            : Math.Max(ILOffset(entries[index]), Unknown);
    }

    /// <summary>The lowest IL offset above the given one that has an entry of its own; <see cref="int.MaxValue"/> when none has.</summary>
    public int EndOf(int ilOffset)
    {
        int end = int.MaxValue;
        foreach (long entry in Entries.Span)
        {
            int other = ILOffset(entry);
            end = other > ilOffset && other < end ? other : end;
        }

        return end;
    }

    /// <summary>
    /// The nearest IL offsets before and behind a native offset that belongs to none itself; <see cref="Unknown"/> at
    /// either end of the code. Blocks that the optimizer adds, e.g. when it inlines a call, come without an IL offset.
    /// </summary>
    public (int Before, int After) FindAround(uint nativeOffset)
    {
        int behind = IndexBehind(nativeOffset);
        return (LastIL(Entries.Span[..behind]), FirstIL(Entries.Span[behind..]));
    }

    private static int FirstIL(ReadOnlySpan<long> entries)
    {
        foreach (long entry in entries)
        {
            if (ILOffset(entry) >= 0)
            {
                return ILOffset(entry);
            }
        }

        return Unknown;
    }

    private static int LastIL(ReadOnlySpan<long> entries)
    {
        for (int i = entries.Length - 1; i >= 0; i--)
        {
            if (ILOffset(entries[i]) >= 0)
            {
                return ILOffset(entries[i]);
            }
        }

        return Unknown;
    }

    /// <summary>Index of the first entry behind a native offset.</summary>
    private int IndexBehind(uint nativeOffset)
    {
        ReadOnlySpan<long> entries = Entries.Span;
        int low = 0, high = entries.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (NativeOffset(entries[middle]) <= (int)nativeOffset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
