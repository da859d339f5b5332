using System.Runtime.CompilerServices;

namespace AppFrag.Agent.IntegrationTests.MethodLines;

/// <summary>
/// Writes down who allocates what. Each allocation has a size of its own, by which its sample is recognized; at more
/// than two megabytes, to be missed by the sampler has a chance of one in a billion.
/// </summary>
internal sealed class AllocationLog
{
    /// <summary>Smaller objects are not of this log.</summary>
    public const int LeastSize = 2_500_000;
    private const int Step = 64;

    private readonly object?[] _kept = new object?[4];
    private string _method = string.Empty;

    public List<ExpectedSite> Expected { get; } = [];

    /// <summary>The size to allocate next.</summary>
    public int NextSize => LeastSize + (Step * Expected.Count);

    public void Expect(string method) => _method = method;

    /// <summary>Lets the object escape, so that the compiler cannot leave it out.</summary>
    public T Keep<T>(T allocated, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : class
    {
        Expected.Add(new ExpectedSite($"{typeof(AllocationLog).Namespace}.{_method}", file, line, NextSize));
        _kept[Expected.Count % _kept.Length] = allocated;
        return allocated;
    }

    /// <summary><see cref="Expect"/> and <see cref="Keep"/> for code that has no room for a statement.</summary>
    public T KeepFor<T>(string method, T allocated, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : class
    {
        Expect(method);
        return Keep(allocated, line, file);
    }

    /// <summary>Takes the line of its first argument, where the statement begins.</summary>
    public void KeepForThisStatement<T>(int begin, T allocated, [CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
        where T : class => Keep(allocated, line + begin, file);

    /// <summary>The size to allocate next, for a statement that cannot report its own line.</summary>
    public int NextSizeForTheLineBelow([CallerLineNumber] int line = 0, [CallerFilePath] string file = "")
    {
        var size = NextSize;
        Keep(this, line + 1, file);
        return size;
    }

    /// <summary>Which expectation an object of that size on the heap belongs to; <see langword="null"/> for what others allocated.</summary>
    public ExpectedSite? Find(long objectSize)
    {
        // Object header, method table and length precede the elements.
        var (index, rest) = Math.DivRem(objectSize - (3 * IntPtr.Size) - LeastSize, Step);
        return rest == 0 && index >= 0 && index < Expected.Count ? Expected[(int)index] : null;
    }
}
