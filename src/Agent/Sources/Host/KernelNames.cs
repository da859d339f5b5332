using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>
/// One string per name of a counter, cache or zone. A reading of the host has two hundred of them and readings are kept for
/// ten minutes: thousands of strings that every full collection of the process would mark. Any thread.
/// </summary>
/// <param name="capacity">Most names kept.</param>
internal sealed class KernelNames(int capacity)
{
    /// <summary>Longer ones are not kept. Slab caches are the longest, of at most 32 characters and what a memory cgroup adds.</summary>
    public const int MaxLength = 128;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Those of this machine's kernel, which has some hundreds.</summary>
    public static KernelNames Shared { get; } = new(capacity: 4096);

    /// <summary>Names kept so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _names.Count;
            }
        }
    }

    /// <param name="ascii">A name as the kernel wrote it.</param>
    public string Of(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length > MaxLength)
        {
            return Encoding.ASCII.GetString(ascii);
        }

        Span<char> characters = stackalloc char[MaxLength];
        ReadOnlySpan<char> name = characters[..Encoding.ASCII.GetChars(ascii, characters)];
        lock (_gate)
        {
            if (_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out string? known))
            {
                return known;
            }

            string added = name.ToString();
            if (_names.Count < capacity)
            {
                _names.Add(added);
            }

            return added;
        }
    }
}
