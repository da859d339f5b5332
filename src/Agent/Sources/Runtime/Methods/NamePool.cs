using System.Buffers.Binary;
using System.Text;

namespace AppFrag.Sources.Runtime.Methods;

/// <summary>
/// Names in a few arrays of bytes (UTF-8) instead of one object each: tens of thousands of strings would be marked by every
/// full collection of the process. The same name is kept once most of the time: methods of a type come one after another,
/// so a cache with a fixed number of places finds nearly all repetitions. Chunks stay below the size of a large object.
/// Not thread-safe while it is added to.
/// </summary>
internal sealed class NamePool
{
    /// <summary>Longer names are cut, characters.</summary>
    public const int MaxLength = 2000;

    private const int Places = 4096;
    private const int ChunkLength = 32_768;
    private const int LengthBytes = sizeof(ushort);

    private readonly List<byte[]> _chunks = [];
    private readonly int[] _places = new int[Places];
    private readonly byte[] _encoded = new byte[Encoding.UTF8.GetMaxByteCount(MaxLength)];
    private int _used = ChunkLength;

    /// <summary>A number for the name, from 0 on.</summary>
    public int Add(ReadOnlySpan<char> name)
    {
        name = name.Length > MaxLength ? name[..MaxLength] : name;
        ReadOnlySpan<byte> bytes = _encoded.AsSpan(0, Encoding.UTF8.GetBytes(name, _encoded));

        // One more than the number, so that 0 is an empty place.
        ref int place = ref _places[(uint)string.GetHashCode(name) % Places];
        if (place == 0 || !bytes.SequenceEqual(Bytes(place - 1)))
        {
            place = Append(bytes) + 1;
        }

        return place - 1;
    }

    public string Get(int number) => Encoding.UTF8.GetString(Bytes(number));

    private ReadOnlySpan<byte> Bytes(int number)
    {
        ReadOnlySpan<byte> from = _chunks[number / ChunkLength].AsSpan(number % ChunkLength);
        return from.Slice(LengthBytes, BinaryPrimitives.ReadUInt16LittleEndian(from));
    }

    private int Append(ReadOnlySpan<byte> name)
    {
        if (_used + LengthBytes + name.Length > ChunkLength)
        {
            _chunks.Add(new byte[ChunkLength]);
            _used = 0;
        }

        int at = _used;
        Span<byte> to = _chunks[^1].AsSpan(at);
        BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)name.Length);
        name.CopyTo(to[LengthBytes..]);
        _used += LengthBytes + name.Length;
        return ((_chunks.Count - 1) * ChunkLength) + at;
    }
}
