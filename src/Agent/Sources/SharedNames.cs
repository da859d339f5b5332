using System.Text;

namespace AppFrag.Sources;

/// <summary>
/// One string per name that comes again and again: types in samples, counters and caches in readings of the host. As many strings
/// as times would be marked by every full collection of the process. Bounded in number and length. Any thread.
/// </summary>
/// <param name="capacity">Most names kept; the next one begins anew.</param>
internal sealed class SharedNames(int capacity)
{
    /// <summary>Longer ones are cut, characters: names of generated types can be long and many.</summary>
    public const int MaxLength = 512;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Names kept now.</summary>
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

    public string Of(ReadOnlySpan<char> name)
    {
        name = name.Length > MaxLength ? name[..MaxLength] : name;
        lock (_gate)
        {
            if (_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out string? known))
            {
                return known;
            }

            if (_names.Count >= capacity)
            {
                _names.Clear();
            }

            string added = name.ToString();
            _names.Add(added);
            return added;
        }
    }

    /// <param name="ascii">As the kernel writes names.</param>
    public string Of(ReadOnlySpan<byte> ascii)
    {
        ascii = ascii.Length > MaxLength ? ascii[..MaxLength] : ascii;
        Span<char> name = stackalloc char[MaxLength];
        return Of(name[..Encoding.ASCII.GetChars(ascii, name)]);
    }
}
