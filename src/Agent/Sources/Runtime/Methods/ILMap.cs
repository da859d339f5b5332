using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Which IL offset a native code offset belongs to, for one piece of compiled code. The compiler reports offsets at
/// which IL's evaluation stack is empty. Where C# in a Release build keeps a value on that stack from one statement to
/// the next, the second statement has no entry and counts as part of the first. The same happens in optimized code of
/// .NET 10 to a statement whose first value the compiler moves into the next one (forward substitution), most often
/// <c>new T[n]</c> or an inlined call: its entry is dropped. So an entry stands for all IL up to <see cref="EndOf"/>.
/// </summary>
internal sealed class ILMap
{
    /// <summary>The compiler could not say, e.g. in an epilogue (ICorDebugInfo::NO_MAPPING and ::EPILOG).</summary>
    public const int Unknown = -1;

    private const int Prologue = -2;

    private readonly int[] _nativeOffsets;
    private readonly int[] _ilOffsets;

    private ILMap(int[] nativeOffsets, int[] ilOffsets)
    {
        _nativeOffsets = nativeOffsets;
        _ilOffsets = ilOffsets;
    }

    public static ILMap From(in MethodILToNativeMapEvent e)
    {
        var native = new int[e.Count];
        var il = new int[e.Count];
        for (var i = 0; i < native.Length; i++)
        {
            native[i] = e.NativeOffset(i);
            il[i] = e.ILOffset(i);
        }

        // The event is ordered by neither: the compiler moves code about.
        Array.Sort(native, il);
        return new ILMap(native, il);
    }

    public int Find(uint nativeOffset)
    {
        var index = Array.BinarySearch(_nativeOffsets, (int)nativeOffset);
        index = index < 0 ? ~index - 1 : index;

        // Several entries at one offset: the one that names IL counts.
        while (index > 0 && _ilOffsets[index] < 0 && _nativeOffsets[index - 1] == _nativeOffsets[index])
        {
            index--;
        }

        return index < 0 ? Unknown
            : _ilOffsets[index] == Prologue ? 0
            : Math.Max(_ilOffsets[index], Unknown);
    }

    /// <summary>The lowest IL offset above the given one that has an entry of its own; <see cref="int.MaxValue"/> when none has.</summary>
    public int EndOf(int ilOffset)
    {
        var end = int.MaxValue;
        foreach (var other in _ilOffsets)
        {
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
        var next = Array.FindIndex(_nativeOffsets, offset => offset > nativeOffset);
        var behind = next < 0 ? _ilOffsets.Length : next;
        var before = Array.FindLastIndex(_ilOffsets, behind - 1, behind, offset => offset >= 0);
        var after = Array.FindIndex(_ilOffsets, behind, offset => offset >= 0);
        return (before < 0 ? Unknown : _ilOffsets[before], after < 0 ? Unknown : _ilOffsets[after]);
    }
}
