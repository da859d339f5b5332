using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// IL maps in a few arrays of numbers instead of objects of their own: thousands of them would be marked by every full
/// collection of the process. Pages stay below the size of a large object, because an agent that watches the large object
/// heap must not fill it. A map never changes once it is here. Not thread-safe while it is added to.
/// </summary>
internal sealed class ILMaps
{
    /// <summary>Instead of a map's number.</summary>
    public const int None = -1;

    /// <summary>Entries of the largest map that is kept; 80 KiB.</summary>
    public const int PageLength = 10_240;

    /// <summary>10 MiB: 50,000 methods of 26 statements.</summary>
    public const int MaxPages = 128;

    private readonly List<long[]> _pages = [];
    private int _used = PageLength;

    /// <returns>A number for the map; <see cref="None"/> when it is too large or there is no room left.</returns>
    public int Add(in MethodILToNativeMapEvent e)
    {
        if (!TryAppend(e.Count, out int number, out Span<long> entries))
        {
            return None;
        }

        // The event is ordered by neither: the compiler moves code about. Entries at one place in the code stay as it wrote them.
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = ILMap.Entry(e.NativeOffset(i), i);
        }

        entries.Sort();
        foreach (ref long entry in entries)
        {
            entry = ILMap.Entry(ILMap.NativeOffset(entry), e.ILOffset(ILMap.ILOffset(entry)));
        }

        return number;
    }

    /// <inheritdoc cref="Add(in MethodILToNativeMapEvent)"/>
    public int Add(ILMap map)
    {
        if (!TryAppend(map.Entries.Length, out int number, out Span<long> entries))
        {
            return None;
        }

        map.Entries.Span.CopyTo(entries);
        return number;
    }

    public ILMap Get(int number)
    {
        ReadOnlyMemory<long> from = _pages[number / PageLength].AsMemory(number % PageLength);
        return new ILMap(from.Slice(1, (int)from.Span[0]));
    }

    /// <summary>Gives back the room of a map that nobody has got, unless others were added behind it.</summary>
    public void Remove(int number)
    {
        int start = number % PageLength;
        if (number / PageLength == _pages.Count - 1 && start + 1 + _pages[^1][start] == _used)
        {
            _used = start;
        }
    }

    /// <summary>A map is its length, and its entries behind it.</summary>
    private bool TryAppend(int count, out int number, out Span<long> entries)
    {
        bool fits = _used + count + 1 <= PageLength;
        if (count >= PageLength || (!fits && _pages.Count == MaxPages))
        {
            number = None;
            entries = default;
            return false;
        }

        if (!fits)
        {
            _pages.Add(new long[PageLength]);
            _used = 0;
        }

        long[] page = _pages[^1];
        page[_used] = count;
        number = ((_pages.Count - 1) * PageLength) + _used;
        entries = page.AsSpan(_used + 1, count);
        _used += count + 1;
        return true;
    }
}
