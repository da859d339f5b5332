namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/buddyinfo</c>: the page allocator's free lists, one line per populated zone, e.g.
/// <c>Node 0, zone   Normal    800    619 …</c>; column k counts free blocks of 2^k pages. Any number of orders: 11 on
/// x86-64, 14 on arm64 with 64 KiB pages. In every kernel since 2.6; Documentation/filesystems/proc.rst, mm/vmstat.c
/// (frag_show_print). Pages on per-CPU lists and memory not yet initialised are not in it.
/// </summary>
internal static class BuddyinfoReader
{
    public const string Name = "buddyinfo";

    /// <summary>No machine has more pages; the bound keeps every product of the index arithmetic within 64 bits.</summary>
    private const long MostPages = 1L << 52;

    private const int MostOrders = 48;
    private const int MostZones = 8192;

    /// <summary>Fills <paramref name="zones"/>; on failure they are empty, because a part of the zones would give a wrong index.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, BuddyinfoZones zones, out ParseFailure failure)
    {
        zones.Clear();
        failure = default;
        long pages = 0;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (ParseLine(line, zones, ref pages) is { } problem)
            {
                failure = new ParseFailure(lineNumber, problem);
                zones.Clear();
                return false;
            }
        }

        if (lineNumber == 0)
        {
            failure = new ParseFailure(1, "is empty");
        }

        return lineNumber > 0;
    }

    private static string? ParseLine(ReadOnlySpan<byte> line, BuddyinfoZones zones, ref long pages)
    {
        if (!TryParseZoneHeader(ref line, out int node, out var name))
        {
            return "expected \"Node <n>, zone <name>\"";
        }

        if (zones.Count == MostZones)
        {
            return "more zones than any machine has";
        }

        var zone = zones.Add(node, name);
        while (Utf8Text.TakeField(ref line) is { IsEmpty: false } field)
        {
            int order = zone.FreeBlocks.Length;
            if (order == MostOrders)
            {
                return "more orders than any machine has";
            }

            if (!Utf8Text.TryParseCount(field, out long blocks))
            {
                return "a count of free blocks is not a number";
            }

            if (blocks > (MostPages - pages) >> order)
            {
                return "more free pages than any machine has";
            }

            pages += blocks << order;
            zone.AddOrder(blocks);
        }

        return zone.FreeBlocks.IsEmpty ? "no counts of free blocks" : null;
    }

    /// <summary>Reads <c>Node 0, zone   Normal</c>, the start of a line here and in zoneinfo.</summary>
    internal static bool TryParseZoneHeader(scoped ref ReadOnlySpan<byte> line, out int node, out ReadOnlySpan<byte> name)
    {
        node = 0;
        name = default;
        if (!Utf8Text.TakeField(ref line).SequenceEqual("Node"u8))
        {
            return false;
        }

        var number = Utf8Text.TakeField(ref line);
        if (number.IsEmpty || number[^1] != (byte)',' || !Utf8Text.TryParseCount(number[..^1], out node))
        {
            return false;
        }

        if (!Utf8Text.TakeField(ref line).SequenceEqual("zone"u8))
        {
            return false;
        }

        name = Utf8Text.TakeField(ref line);
        return Utf8Text.IsName(name);
    }
}
