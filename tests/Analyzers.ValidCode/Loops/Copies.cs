using System.Buffers;

namespace AppFrag.Analyzers.ValidCode.Loops;

/// <summary>Loops that are right as they are: one buffer for all iterations, or one that somebody keeps.</summary>
public static class Copies
{
    public static async Task CopyAsync(Stream source, Stream target)
    {
        var block = new byte[1 << 20];
        int read;
        while ((read = await source.ReadAsync(block)) > 0)
        {
            await target.WriteAsync(block.AsMemory(0, read));
        }
    }

    public static List<byte[]> Blocks(Stream source, int count)
    {
        var blocks = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var block = new byte[1 << 20];
            source.ReadExactly(block);
            blocks.Add(block);
        }

        return blocks;
    }

    public static void Rented(Stream source, int size)
    {
        while (source.Position < source.Length)
        {
            var block = ArrayPool<byte>.Shared.Rent(size);
            source.ReadExactly(block, 0, size);
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    public static byte[] FirstOf(IEnumerable<Stream> sources)
    {
        foreach (var source in sources)
        {
            var block = new byte[1 << 20];
            source.ReadExactly(block);
            return block;
        }

        return [];
    }

    public static int Salts(Stream source, int length = 32)
    {
        var sum = 0;
        while (source.CanRead && sum < 1_000)
        {
            var salt = new byte[length];
            sum += source.Read(salt, 0, length);
        }

        return sum;
    }
}
