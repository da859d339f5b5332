using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/zoneinfo</c>: per zone the pages present, managed by the page allocator, and the high watermark, in pages
/// (mm/vmstat.c, zoneinfo_show_print). Cold: it takes longest of the files and what is needed of it hardly ever changes.
/// </summary>
internal static class ZoneinfoReader
{
    public const string Name = "zoneinfo";

    /// <param name="Node">NUMA node.</param>
    /// <param name="Name">Zone name.</param>
    /// <param name="PresentPages">Pages that exist.</param>
    /// <param name="ManagedPages">Pages that the page allocator owns.</param>
    /// <param name="HighPages">The high watermark.</param>
    internal sealed record Zone(int Node, string Name, long PresentPages, long ManagedPages, long HighPages)
    {
        /// <summary>Memory that kernel allocations can use: what the reserve recommendation counts.</summary>
        public bool IsLowMemory => PresentPages > 0 && Name is not ("Movable" or "Device" or "HighMem");
    }

    private const int MostZones = 8192;

    public static bool TryParse(ReadOnlySpan<byte> text, out IReadOnlyList<Zone> zones, out ParseFailure failure)
    {
        var found = new List<Zone>();
        zones = found;
        failure = default;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (line.StartsWith("Node "u8))
            {
                if (!BuddyinfoReader.TryParseZoneHeader(ref line, out int node, out var name) || found.Count == MostZones)
                {
                    failure = new ParseFailure(lineNumber, "expected \"Node <n>, zone <name>\"");
                    zones = [];
                    return false;
                }

                found.Add(new Zone(node, Encoding.ASCII.GetString(name), 0, 0, 0));
            }
            else if (found.Count > 0 && !TryApply(line, found))
            {
                failure = new ParseFailure(lineNumber, "a number of pages is not a number");
                zones = [];
                return false;
            }
        }

        if (found.Count == 0)
        {
            failure = new ParseFailure(Math.Max(lineNumber, 1), "no zone");
        }

        return found.Count > 0;
    }

    /// <summary>False only when a line that is wanted has a bad number; the many other lines are none of ours.</summary>
    private static bool TryApply(ReadOnlySpan<byte> line, List<Zone> zones)
    {
        var field = Utf8Text.TakeField(ref line);
        bool isPresent = field.SequenceEqual("present"u8);
        bool isManaged = field.SequenceEqual("managed"u8);
        if (!isPresent && !isManaged && !field.SequenceEqual("high"u8))
        {
            return true;
        }

        if (!Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long pages) || pages > 1L << 52)
        {
            return false;
        }

        var zone = zones[^1];
        zones[^1] = isPresent ? zone with { PresentPages = pages }
            : isManaged ? zone with { ManagedPages = pages }
            : zone with { HighPages = pages };
        return true;
    }
}
