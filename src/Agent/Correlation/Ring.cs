namespace AppFrag.Correlation;

/// <summary>The last <paramref name="capacity"/> items in order. Not thread safe.</summary>
internal sealed class Ring<T>(int capacity)
{
    private readonly T[] _items = new T[capacity];
    private int _next;

    public int Count { get; private set; }

    /// <param name="index">0 is the oldest.</param>
    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            return _items[(_next - Count + index + _items.Length) % _items.Length];
        }
    }

    public void Add(T item)
    {
        _items[_next] = item;
        _next = (_next + 1) % _items.Length;
        Count = Math.Min(Count + 1, _items.Length);
    }

    /// <summary>Items, oldest first, from the first one that is new enough.</summary>
    /// <param name="isInWindow">True from some item on.</param>
    public List<T> TakeFrom(Func<T, bool> isInWindow)
    {
        int first = Count;
        while (first > 0 && isInWindow(this[first - 1]))
        {
            first--;
        }

        var items = new List<T>(Count - first);
        for (int i = first; i < Count; i++)
        {
            items.Add(this[i]);
        }

        return items;
    }
}
