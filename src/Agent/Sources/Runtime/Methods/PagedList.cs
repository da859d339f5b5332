namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// A list of references in pages below the size of a large object, because an agent that watches the large object heap must
/// not fill it. Not thread-safe while it is added to.
/// </summary>
internal sealed class PagedList<T>
    where T : class?
{
    private const int PageLength = 1024;

    private readonly List<T[]> _pages = [];

    public int Count { get; private set; }

    public T this[int index]
    {
        get => _pages[index / PageLength][index % PageLength];
        set => _pages[index / PageLength][index % PageLength] = value;
    }

    public void Add(T item)
    {
        if (Count == _pages.Count * PageLength)
        {
            _pages.Add(new T[PageLength]);
        }

        this[Count++] = item;
    }
}
