namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Values by half-open, disjoint address ranges. A range that is added replaces those it overlaps: the runtime reuses
/// the memory of code it has freed. Kept in pages below the size of a large object, because an agent that watches the
/// large object heap must not fill it. Not thread-safe while it is added to.
/// </summary>
internal sealed class AddressTable<T>
{
    /// <summary>Most ranges of a page.</summary>
    public const int PageLength = 1024;

    private readonly List<Page> _pages = [];

    public int Count { get; private set; }

    /// <summary>Arrays that hold them.</summary>
    public int Pages => _pages.Count;

    public void Add(ulong start, uint length, T value)
    {
        if (length == 0 || start + length < start)
        {
            return;
        }

        RemoveOverlapping(start, start + length);
        var page = _pages.Count == 0 ? AddPage(0) : PageFor(start);
        if (_pages[page].Count == PageLength)
        {
            Split(page, start);
            page = PageFor(start);
        }

        _pages[page].Insert(_pages[page].IndexAfter(start), new Range(start, length, value));
        Count++;
    }

    /// <summary>The value whose range holds the address, and how far into the range it lies.</summary>
    public bool TryFind(ulong address, out T? value, out uint offset)
    {
        var (page, index) = LastFrom(address);
        if (index < 0 || _pages[page].Ranges[index].End <= address)
        {
            value = default;
            offset = 0;
            return false;
        }

        value = _pages[page].Ranges[index].Value;
        offset = (uint)(address - _pages[page].Ranges[index].Start);
        return true;
    }

    /// <summary>Gives every range the value that is made from the one it has.</summary>
    public void ReplaceAll(Func<T, T> replacement)
    {
        foreach (var page in _pages)
        {
            page.ReplaceAll(replacement);
        }
    }

    /// <summary>Gives the range that holds the address, of which there must be one, another value.</summary>
    public void Replace(ulong address, T value)
    {
        var (page, index) = LastFrom(address);
        _pages[page].Replace(index, value);
    }

    private void RemoveOverlapping(ulong start, ulong end)
    {
        // The range before the new one may reach into it; those that start inside it are overlapped for certain.
        var (page, index) = LastFrom(start);
        if (index >= 0 && _pages[page].Ranges[index].End > start)
        {
            _pages[page].RemoveAt(index);
            Count--;
            index--;
        }

        for (index++; page < _pages.Count; page++, index = 0)
        {
            while (index < _pages[page].Count && _pages[page].Ranges[index].Start < end)
            {
                _pages[page].RemoveAt(index);
                Count--;
            }

            if (index < _pages[page].Count)
            {
                return;
            }
        }
    }

    /// <summary>The last range that starts at or below the address; index -1 if there is none. It may lie pages before its address.</summary>
    private (int Page, int Index) LastFrom(ulong address)
    {
        for (var page = _pages.Count == 0 ? -1 : PageFor(address); page >= 0; page--)
        {
            var index = _pages[page].IndexAfter(address) - 1;
            if (index >= 0)
            {
                return (page, index);
            }
        }

        return (0, -1);
    }

    /// <summary>The last page that begins at or below the address.</summary>
    private int PageFor(ulong address)
    {
        int low = 0, high = _pages.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_pages[middle].Lowest <= address)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private int AddPage(ulong lowest)
    {
        _pages.Add(new Page(lowest));
        return _pages.Count - 1;
    }

    private void Split(int index, ulong start)
    {
        // Code is mostly described by ascending address, module by module: leave the full page full when the new range goes behind it.
        var page = _pages[index];
        var isBehind = page.IndexAfter(start) == PageLength;
        var upper = new Page(isBehind ? start : page.Ranges[PageLength / 2].Start);
        if (!isBehind)
        {
            page.MoveTail(PageLength / 2, upper);
        }

        _pages.Insert(index + 1, upper);
    }

    private readonly record struct Range(ulong Start, uint Length, T Value)
    {
        public ulong End => Start + Length;
    }

    private sealed class Page(ulong lowest)
    {
        private Range[] _ranges = new Range[16];

        /// <summary>Addresses from here to the next page's are kept in this page.</summary>
        public ulong Lowest { get; } = lowest;

        public int Count { get; private set; }

        public ReadOnlySpan<Range> Ranges => _ranges.AsSpan(0, Count);

        /// <summary>Index of the first range that starts behind the address.</summary>
        public int IndexAfter(ulong address)
        {
            int low = 0, high = Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_ranges[middle].Start <= address)
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

        public void Insert(int index, Range range)
        {
            if (Count == _ranges.Length)
            {
                Array.Resize(ref _ranges, Math.Min(PageLength, Count * 2));
            }

            Array.Copy(_ranges, index, _ranges, index + 1, Count - index);
            _ranges[index] = range;
            Count++;
        }

        public void Replace(int index, T value) => _ranges[index] = _ranges[index] with { Value = value };

        public void ReplaceAll(Func<T, T> replacement)
        {
            for (var i = 0; i < Count; i++)
            {
                Replace(i, replacement(_ranges[i].Value));
            }
        }

        public void RemoveAt(int index)
        {
            Count--;
            Array.Copy(_ranges, index + 1, _ranges, index, Count - index);
            _ranges[Count] = default;
        }

        public void MoveTail(int from, Page target)
        {
            var tail = Ranges[from..];
            target._ranges = new Range[Math.Max(16, tail.Length * 2)];
            tail.CopyTo(target._ranges);
            target.Count = tail.Length;
            Array.Clear(_ranges, from, tail.Length);
            Count = from;
        }
    }
}
