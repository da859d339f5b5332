namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Names in a few arrays of characters instead of one object each: tens of thousands of strings would be marked by every
/// full collection of the process. The same name is kept once most of the time: methods of a type come one after another,
/// so a cache with a fixed number of places finds nearly all repetitions. Chunks stay below the size of a large object.
/// Not thread-safe while it is added to.
/// </summary>
internal sealed class NamePool
{
    /// <summary>Longer names are cut.</summary>
    public const int MaxLength = 2000;

    private const int Places = 4096;
    private const int ChunkLength = 16_384;

    private readonly List<char[]> _chunks = [];
    private readonly int[] _places = new int[Places];
    private int _used = ChunkLength;

    /// <summary>A number for the name, from 0 on.</summary>
    public int Add(ReadOnlySpan<char> name)
    {
        name = name.Length > MaxLength ? name[..MaxLength] : name;

        // One more than the number, so that 0 is an empty place.
        ref int place = ref _places[(uint)string.GetHashCode(name) % Places];
        if (place == 0 || !name.SequenceEqual(Get(place - 1)))
        {
            place = Append(name) + 1;
        }

        return place - 1;
    }

    public ReadOnlySpan<char> Get(int number)
    {
        ReadOnlySpan<char> from = _chunks[number / ChunkLength].AsSpan(number % ChunkLength);
        return from.Slice(1, from[0]);
    }

    private int Append(ReadOnlySpan<char> name)
    {
        if (_used + name.Length + 1 > ChunkLength)
        {
            _chunks.Add(new char[ChunkLength]);
            _used = 0;
        }

        int at = _used;
        char[] chunk = _chunks[^1];
        chunk[at] = (char)name.Length;
        name.CopyTo(chunk.AsSpan(at + 1));
        _used += name.Length + 1;
        return ((_chunks.Count - 1) * ChunkLength) + at;
    }
}
