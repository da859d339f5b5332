using System.Buffers;

namespace AppFrag.Analyzers.ValidCode.Pooled;

/// <summary>An owner of a rented array, as many services write one.</summary>
internal sealed class PooledArray : IDisposable
{
    private byte[]? _array;

    private PooledArray(byte[] array, int length)
    {
        _array = array;
        Length = length;
    }

    public int Length { get; private set; }

    public static PooledArray Read(Stream stream, int length)
    {
        var array = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            stream.ReadExactly(array, 0, length);
            return new PooledArray(array, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(array);
            throw;
        }
    }

    public void Grow(int length)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(length);
        if (_array is { } smaller)
        {
            smaller.AsSpan(0, Length).CopyTo(bigger);
            ArrayPool<byte>.Shared.Return(smaller);
        }

        _array = bigger;
        Length = length;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
