using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Recordings;

/// <summary>Tells by its first bytes what a file is, so that a wrong one is named for what it is.</summary>
internal static class FileKind
{
    private const int HeadLength = 64;

    private static readonly (byte[] Magic, int Offset, string Name)[] Foreign =
    [
        ("\u007fELF"u8.ToArray(), 0, "an ELF file (a program or a core dump)"),
        ([0x1f, 0x8b], 0, "compressed with gzip: unpack it first"),
        ([0x28, 0xb5, 0x2f, 0xfd], 0, "compressed with zstd: unpack it first"),
        ("PK\u0003\u0004"u8.ToArray(), 0, "a zip archive: unpack it first"),
        ("MDMP"u8.ToArray(), 0, "a Windows dump"),
        ("MZ"u8.ToArray(), 0, "a Windows program"),
        ("!FastSerialization.1"u8.ToArray(), 4, "an .etlx or .netperf of the time before nettrace: record it anew with a current dotnet-trace"),
        ("PERFILE2"u8.ToArray(), 0, "a recording of perf"),
        ("SQLite format 3"u8.ToArray(), 0, "a SQLite database"),
    ];

    /// <summary>Whether it is a nettrace; otherwise it looks like JSON.</summary>
    /// <exception cref="UnreadableRecordingException">It is neither, or cannot be read at all.</exception>
    public static bool IsNetTrace(string path)
    {
        byte[] head = ReadHead(path);
        if (head.Length == 0)
        {
            throw new UnreadableRecordingException($"{path}: is empty");
        }

        if (head.AsSpan().StartsWith("Nettrace"u8))
        {
            return true;
        }

        if (head.FirstOrDefault(b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) == (byte)'{')
        {
            return false;
        }

        foreach (var (magic, offset, name) in Foreign)
        {
            if (head.AsSpan(Math.Min(offset, head.Length)).StartsWith(magic))
            {
                throw new UnreadableRecordingException($"{path}: {name}");
            }
        }

        throw new UnreadableRecordingException(Path.GetExtension(path).Equals(".etl", StringComparison.OrdinalIgnoreCase)
            ? $"{path}: an .etl of Windows; PerfView reads those"
            : $"{path}: neither a .nettrace (it does not start with \"Nettrace\") nor a run of appfrag collect");
    }

    private static byte[] ReadHead(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new UnreadableRecordingException($"{path}: is a directory");
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (!stream.CanSeek)
            {
                throw new UnreadableRecordingException($"{path}: is a pipe or a device; give a file");
            }

            byte[] head = new byte[HeadLength];
            return head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new UnreadableRecordingException($"{path}: {Reason(exception)}");
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "does not exist",
        UnauthorizedAccessException => "may not be read by this user",
        _ => exception.Message,
    };
}
