using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// Reads little-endian values one after another. Past the end it returns zeros and remembers that it
/// <see cref="Failed"/>, so that a caller checks once after a group of fields and no input can make it throw.
/// </summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int Position { get; private set; }

    public bool Failed { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public byte ReadByte() => Take(sizeof(byte), out var s) ? s[0] : (byte)0;

    public ushort ReadUInt16() => Take(sizeof(ushort), out var s) ? BinaryPrimitives.ReadUInt16LittleEndian(s) : (ushort)0;

    public uint ReadUInt32() => Take(sizeof(uint), out var s) ? BinaryPrimitives.ReadUInt32LittleEndian(s) : 0;

    public int ReadInt32() => (int)ReadUInt32();

    public ulong ReadUInt64() => Take(sizeof(ulong), out var s) ? BinaryPrimitives.ReadUInt64LittleEndian(s) : 0;

    public long ReadInt64() => (long)ReadUInt64();

    public ulong ReadPointer(int pointerSize) => pointerSize == sizeof(uint) ? ReadUInt32() : ReadUInt64();

    public Guid ReadGuid() => Take(16, out var s) ? new Guid(s) : Guid.Empty;

    public uint ReadVarUInt32() => (uint)ReadVarUInt(maxBytes: 5);

    public ulong ReadVarUInt64() => ReadVarUInt(maxBytes: 10);

    /// <summary>A zero-terminated UTF-16 string; without terminator the cursor fails.</summary>
    public ReadOnlySpan<char> ReadUtf16()
    {
        // A payload has no alignment; the processors .NET runs on read unaligned UTF-16 all the same.
        var chars = MemoryMarshal.Cast<byte, char>(_bytes[Position..]);
        var length = chars.IndexOf('\0');
        if (length < 0)
        {
            Fail();
            return default;
        }

        Position += (length + 1) * sizeof(char);
        return chars[..length];
    }

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        Take(count, out var slice);
        return slice;
    }

    public void Skip(int count) => Take(count, out _);

    private ulong ReadVarUInt(int maxBytes)
    {
        ulong value = 0;
        for (var i = 0; i < maxBytes && Position < _bytes.Length; i++)
        {
            var b = _bytes[Position++];
            value |= (ulong)(b & 0x7f) << (7 * i);
            if (b < 0x80)
            {
                return value;
            }
        }

        Fail();
        return 0;
    }

    private bool Take(int count, out ReadOnlySpan<byte> slice)
    {
        if ((uint)count > (uint)Remaining)
        {
            Fail();
            slice = default;
            return false;
        }

        slice = _bytes.Slice(Position, count);
        Position += count;
        return true;
    }

    private void Fail()
    {
        Failed = true;
        Position = _bytes.Length;
    }
}
