using System.Buffers.Binary;
using System.Text;

namespace AppFrag.OtlpReceiver.Wire;

/// <summary>
/// Walks the fields of one protobuf message. Only what OTLP uses: varint, 64-bit, length-delimited and 32-bit fields
/// (https://protobuf.dev/programming-guides/encoding).
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;
    private ulong _number;
    private ReadOnlySpan<byte> _bytes;

    /// <summary>Number of the field that <see cref="Read"/> has read.</summary>
    public int Field { get; private set; }

    /// <summary>The value of a varint or fixed-width field.</summary>
    public readonly ulong Number => _number;

    /// <summary>The value of a length-delimited field.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes;

    public readonly long Signed => (long)_number;

    public readonly double Double => BitConverter.UInt64BitsToDouble(_number);

    public readonly string Text => Encoding.UTF8.GetString(_bytes);

    public readonly string Hex => Convert.ToHexStringLower(_bytes);

    /// <summary>Reads one field.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">The message ends inside a field, or uses a wire type that OTLP does not.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var key = ReadVarint();
        Field = checked((int)(key >> 3));
        _number = 0;
        _bytes = default;
        switch (key & 7)
        {
            case 0:
                _number = ReadVarint();
                break;
            case 1:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));
                break;
            case 2:
                _bytes = Take(ReadVarint());
                break;
            case 5:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));
                break;
            default:
                throw new InvalidDataException($"field {Field} has wire type {key & 7}, which OTLP does not use");
        }

        return true;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a varint is longer than ten bytes");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw new InvalidDataException($"the message ends {count - (ulong)_rest.Length} bytes too early");
        }

        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
