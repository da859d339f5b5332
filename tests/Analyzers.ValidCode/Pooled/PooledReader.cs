using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace AppFrag.Analyzers.ValidCode.Pooled;

/// <summary>The usual shapes of pooling done right.</summary>
internal static class PooledReader
{
    public static string Decode(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var bytes = length <= 256 ? stackalloc byte[256] : rented = ArrayPool<byte>.Shared.Rent(length);
        var written = Encoding.UTF8.GetBytes(text, bytes);
        var hash = Convert.ToHexString(SHA256.HashData(bytes[..written]));
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    public static async Task<byte[]> ReadAllAsync(Stream stream, CancellationToken token)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var used = 0;
        try
        {
            while (true)
            {
                if (used == buffer.Length)
                {
                    var bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    Array.Copy(buffer, bigger, used);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = bigger;
                }

                var read = await stream.ReadAsync(buffer.AsMemory(used), token);
                if (read == 0)
                {
                    return buffer.AsSpan(0, used).ToArray();
                }

                used += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static async Task CompareAsync(Stream left, Stream right, CancellationToken token)
    {
        using var first = MemoryPool<byte>.Shared.Rent(4096);
        using var second = MemoryPool<byte>.Shared.Rent(4096);
        var readLeft = left.ReadAsync(first.Memory, token).AsTask();
        var readRight = right.ReadAsync(second.Memory, token).AsTask();
        await Task.WhenAll(readLeft, readRight);
    }

    public static void Names(IEnumerable<string> names, int count)
    {
        var batch = ArrayPool<string>.Shared.Rent(count);
        var used = 0;
        foreach (var name in names.Take(count))
        {
            batch[used++] = name;
        }

        Console.WriteLine(string.Join(',', batch.Take(used)));
        ArrayPool<string>.Shared.Return(batch, clearArray: true);
    }
}
