using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// The stacks of the stretch between two sequence points. The runtime numbers them from one upwards and starts again
/// after a sequence point, so an id is an index. Kept in small pooled chunks: no large object, however many stacks.
/// </summary>
internal sealed class StackTable
{
    // 64 KB and 48 KB: below the large object heap.
    private const int ChunkLength = 8 * 1024;
    private const int PageLength = 4 * 1024;

    private readonly List<ulong[]> _chunks = [];
    private readonly List<List<Location>> _locations = [];
    private int _chunk = -1;
    private int _used;
    private long _firstId;

    /// <summary>Number of stacks held.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets every stack; the memory stays for the next stretch.</summary>
    public void Clear()
    {
        foreach (var page in _locations)
        {
            page.Clear();
        }

        Count = 0;
        _chunk = _chunks.Count > 0 ? 0 : -1;
        _used = 0;
    }

    /// <summary>Adds the stacks of a StackBlock; false when the block is malformed.</summary>
    public bool TryAddBlock(ReadOnlySpan<byte> block, int pointerSize)
    {
        var cursor = new ByteCursor(block);
        var firstId = cursor.ReadUInt32();
        var count = cursor.ReadUInt32();
        if (Count == 0)
        {
            _firstId = firstId;
        }
        else if (firstId != _firstId + Count)
        {
            return false;
        }

        for (uint i = 0; i < count && !cursor.Failed; i++)
        {
            var bytes = cursor.ReadBytes(cursor.ReadInt32());
            if (cursor.Failed || bytes.Length % pointerSize != 0)
            {
                return false;
            }

            Add(bytes, pointerSize);
        }

        return !cursor.Failed;
    }

    /// <summary>The stack with that id; an id that was not defined gives an empty one, as 0 (no stack) does.</summary>
    public ReadOnlySpan<ulong> Find(int id)
    {
        var index = id - _firstId;
        if (id == 0 || (ulong)index >= (ulong)Count)
        {
            return default;
        }

        var location = _locations[(int)(index / PageLength)][(int)(index % PageLength)];
        return _chunks[location.Chunk].AsSpan(location.Start, location.Length);
    }

    /// <summary>Gives the memory back to the pool.</summary>
    public void Release()
    {
        foreach (var chunk in _chunks)
        {
            ArrayPool<ulong>.Shared.Return(chunk);
        }

        _chunks.Clear();
        _locations.Clear();
        Clear();
    }

    private void Add(ReadOnlySpan<byte> bytes, int pointerSize)
    {
        var length = bytes.Length / pointerSize;
        var target = Reserve(length);
        if (pointerSize == sizeof(ulong))
        {
            bytes.CopyTo(MemoryMarshal.AsBytes(target));
        }
        else
        {
            for (var i = 0; i < length; i++)
            {
                target[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
            }
        }

        var page = Count / PageLength;
        if (page == _locations.Count)
        {
            _locations.Add([]);
        }

        _locations[page].Add(new Location(_chunk, _used - length, length));
        Count++;
    }

    private Span<ulong> Reserve(int length)
    {
        while (_chunk < 0 || _used + length > _chunks[_chunk].Length)
        {
            if (++_chunk == _chunks.Count)
            {
                _chunks.Add(ArrayPool<ulong>.Shared.Rent(Math.Max(length, ChunkLength)));
            }

            _used = 0;
        }

        _used += length;
        return _chunks[_chunk].AsSpan(_used - length, length);
    }

    private readonly record struct Location(int Chunk, int Start, int Length);
}
