using System.Buffers;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// Gives out consecutive pieces of a stream without copying them. It waits only until the piece asked for is there, so
/// a live session is read as it is written. The buffer grows with the bytes that really arrive: a corrupt length cannot
/// make it large.
/// </summary>
internal sealed class NetTraceInput(Stream stream) : IDisposable
{
    // Blocks of the runtime are up to 100 KB; pooled, so that sessions in bursts do not leave a large object each.
    private const int InitialCapacity = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialCapacity);
    private int _start;
    private int _end;

    /// <summary>Bytes given out so far.</summary>
    public long Offset { get; private set; }

    /// <summary>The next <paramref name="count"/> bytes, valid until the next call.</summary>
    /// <exception cref="NetTraceFormatException">The stream ends before them.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (!TryFill(count))
        {
            throw NetTraceFormatException.Truncated(Offset + _end - _start);
        }

        var slice = _buffer.AsSpan(_start, count);
        _start += count;
        Offset += count;
        return slice;
    }

    /// <summary>Whether the stream has ended and everything was taken.</summary>
    public bool IsAtEnd() => !TryFill(1);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    private bool TryFill(int count)
    {
        while (_end - _start < count)
        {
            MakeRoom(count);
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private void MakeRoom(int count)
    {
        var length = _end - _start;
        if (length == 0)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length || (_start > 0 && _buffer.Length - _start < count))
        {
            var target = length == _buffer.Length ? ArrayPool<byte>.Shared.Rent(_buffer.Length * 2) : _buffer;
            Buffer.BlockCopy(_buffer, _start, target, 0, length);
            if (target != _buffer)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
                _buffer = target;
            }

            _start = 0;
            _end = length;
        }
    }
}
