using System.IO.MemoryMappedFiles;

namespace AppFrag.Gallery.Scenarios;

/// <summary>
/// An index file that is larger than what the own group's limit leaves for it: each look-up needs a page that the one before
/// may have driven out. Whoever starts it puts it into a group with 256 MiB; the host has memory.
/// </summary>
internal static class CgroupLimit
{
    private const int IndexBytes = 320 << 20;
    private const int Piece = 4 << 20;
    private const int LookUps = 20;

    public static async Task RunAsync(CancellationToken stop)
    {
        string path = Path.Combine(Path.GetTempPath(), $"appfrag-gallery-{Environment.ProcessId}.index");
        try
        {
            await using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            });
            Fill(file);
            using var map = MemoryMappedFile.CreateFromFile(file, mapName: null, IndexBytes, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            using var index = map.CreateViewAccessor(0, IndexBytes, MemoryMappedFileAccess.Read);
            await Requests.ServeAsync("/search", connections: 4, random => Search(random, index), stop);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Written out piece by piece: what is not on the disk yet cannot be driven out, and the limit would end the process.
    private static void Fill(FileStream file)
    {
        byte[] piece = GC.AllocateUninitializedArray<byte>(Piece, pinned: true);
        for (int written = 0; written < IndexBytes; written += Piece)
        {
            Random.Shared.NextBytes(piece.AsSpan(0, 4096));
            file.Write(piece);
            file.Flush(flushToDisk: true);
        }
    }

    private static Task Search(Random random, MemoryMappedViewAccessor index)
    {
        int sum = 0;
        for (int i = 0; i < LookUps; i++)
        {
            sum += index.ReadByte(random.Next(IndexBytes));
        }

        GC.KeepAlive(sum.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Task.Delay(5);
    }
}
