using System.Globalization;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>Resident memory by kind, bytes: /proc/PID/smaps_rollup (Documentation/filesystems/proc.rst).</summary>
/// <param name="Anonymous">Heaps, stacks, compiled code, buffers.</param>
/// <param name="File">Pages of mapped files, most of them shared with whoever runs the same runtime.</param>
internal sealed record MemoryMap(long Anonymous, long File)
{
    private const int BytesPerKilobyte = 1024;

    public static MemoryMap Of(int processId)
    {
        var fields = System.IO.File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/smaps_rollup"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts is [_, _, "kB"])
            .ToDictionary(parts => parts[0], parts => long.Parse(parts[1], CultureInfo.InvariantCulture) * BytesPerKilobyte);
        return new MemoryMap(fields["Anonymous:"], fields["Rss:"] - fields["Anonymous:"]);
    }
}
