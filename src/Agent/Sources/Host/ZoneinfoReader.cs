using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/zoneinfo</c>: per zone the pages present, managed by the page allocator, and the watermarks, in pages
/// (mm/vmstat.c, zoneinfo_show_print; boost since 5.13). Cold: it takes longest of the files that everybody may read, and
/// what is needed of it hardly ever changes.
/// </summary>
internal static class ZoneinfoReader
{
    public const string Name = "zoneinfo";

    internal sealed record Zone(int Node, string Name, ZoneWatermarks Watermarks)
    {
        /// <summary>Memory that kernel allocations can use: what the reserve recommendation counts.</summary>
        public bool IsLowMemory => Watermarks.PresentPages > 0 && Name is not ("Movable" or "Device" or "HighMem");
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

                found.Add(new Zone(node, KernelNames.Of(name), new ZoneWatermarks(0, 0, 0, 0, 0, null)));
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
        if (!IsWanted(field))
        {
            return true;
        }

        if (!Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long pages) || pages > 1L << 52)
        {
            return false;
        }

        var known = zones[^1].Watermarks;
        zones[^1] = zones[^1] with
        {
            Watermarks = field[0] switch
            {
                (byte)'p' => known with { PresentPages = pages },
                (byte)'m' when field.SequenceEqual("managed"u8) => known with { ManagedPages = pages },
                (byte)'m' => known with { MinPages = pages },
                (byte)'l' => known with { LowPages = pages },
                (byte)'b' => known with { BoostPages = pages },
                _ => known with { HighPages = pages },
            },
        };
        return true;
    }

    private static bool IsWanted(ReadOnlySpan<byte> field) =>
        field.SequenceEqual("present"u8) || field.SequenceEqual("managed"u8) || field.SequenceEqual("min"u8)
        || field.SequenceEqual("low"u8) || field.SequenceEqual("high"u8) || field.SequenceEqual("boost"u8);
}
