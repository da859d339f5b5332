using System.Text;
using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/pagetypeinfo</c>: free blocks by migrate type and order, <c>Node    0, zone   Normal, type    Unmovable  131 …</c>,
/// and, below a line <c>Number of blocks type</c>, how many pageblocks belong to each type (mm/vmstat.c, since 2.6.24). Mode
/// 0400. Where a list is long the kernel stops at 100,000 and prints <c>&gt;100000</c>. Cold: it walks the lists under the
/// zone lock, 1 to 2.5 ms and more.
/// </summary>
internal static class PagetypeinfoReader
{
    public const string Name = "pagetypeinfo";

    private const int MostZones = 8192;
    private const int MostOrders = 48;
    private const int MostTypes = 32;
    private const string ExpectedFree = "expected \"Node <n>, zone <name>, type <type>\" and counts of free blocks";
    private const string ExpectedBlocks = "expected \"Node <n>, zone <name>\" and one number of pageblocks for each type";

    /// <param name="PageblockOrder">Order of a pageblock; <see langword="null"/> when the file does not say.</param>
    /// <param name="Zones">Zones in the order of the file.</param>
    internal sealed record PageTypes(int? PageblockOrder, IReadOnlyList<Zone> Zones);

    internal sealed record Zone(int Node, string Name, IReadOnlyList<MigrateTypeReport> Types);

    private enum Section
    {
        FreeBlocks,
        Pageblocks,

        /// <summary>"Number of mixed blocks" of page_owner, or what a newer kernel adds.</summary>
        Other,
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out PageTypes? types, out ParseFailure failure)
    {
        types = null;
        failure = default;
        int? pageblockOrder = null;
        var zones = new List<(int Node, string Name, List<MigrateTypeReport> Types)>();
        string[] columns = [];
        var section = Section.FreeBlocks;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            string? problem = null;
            if (line.StartsWith("Number of "u8))
            {
                section = line.StartsWith("Number of blocks type"u8) ? Section.Pageblocks : Section.Other;
                columns = section == Section.Pageblocks ? Names(line["Number of blocks type".Length..]) : [];
            }
            else if (line.StartsWith("Page block order:"u8))
            {
                var number = line["Page block order:".Length..];
                problem = Utf8Text.TryParseCount(Utf8Text.TakeField(ref number), out int order) && order < MostOrders ? null : "the order of a pageblock is not a number";
                pageblockOrder = order;
            }
            else if (line.StartsWith("Node "u8) && section != Section.Other)
            {
                problem = section == Section.FreeBlocks ? ParseFreeBlocks(line, zones) : ParsePageblocks(line, columns, zones);
            }

            if (problem is not null)
            {
                failure = new ParseFailure(lineNumber, problem);
                return false;
            }
        }

        if (zones.Count == 0)
        {
            failure = new ParseFailure(Math.Max(lineNumber, 1), "no zone");
            return false;
        }

        types = new PageTypes(pageblockOrder, [.. zones.Select(zone => new Zone(zone.Node, zone.Name, zone.Types))]);
        return true;
    }

    private static string? ParseFreeBlocks(ReadOnlySpan<byte> line, List<(int Node, string Name, List<MigrateTypeReport> Types)> zones)
    {
        if (!BuddyinfoReader.TryParseZoneHeader(ref line, out int node, out var name) || name[^1] != (byte)',' || name.Length < 2
            || !Utf8Text.TakeField(ref line).SequenceEqual("type"u8))
        {
            return ExpectedFree;
        }

        var type = Utf8Text.TakeField(ref line);
        var blocks = new List<long>();
        var truncated = new List<int>();
        while (Utf8Text.TakeField(ref line) is { IsEmpty: false } field)
        {
            if (field[0] == (byte)'>')
            {
                truncated.Add(blocks.Count);
                field = field[1..];
            }

            if (blocks.Count == MostOrders || !Utf8Text.TryParseCount(field, out long count))
            {
                return ExpectedFree;
            }

            blocks.Add(count);
        }

        if (!Utf8Text.IsName(type) || blocks.Count == 0)
        {
            return ExpectedFree;
        }

        name = name[..^1];
        if (zones.Count == 0 || zones[^1].Node != node || !Ascii.Equals(name, zones[^1].Name))
        {
            if (zones.Count == MostZones)
            {
                return "more zones than any machine has";
            }

            zones.Add((node, KernelNames.Of(name), []));
        }

        if (zones[^1].Types.Count == MostTypes)
        {
            return "more migrate types than any kernel has";
        }

        zones[^1].Types.Add(new MigrateTypeReport(KernelNames.Of(type), blocks, truncated, null));
        return null;
    }

    private static string? ParsePageblocks(ReadOnlySpan<byte> line, string[] columns, List<(int Node, string Name, List<MigrateTypeReport> Types)> zones)
    {
        if (!BuddyinfoReader.TryParseZoneHeader(ref line, out int node, out var name))
        {
            return ExpectedBlocks;
        }

        string zoneName = KernelNames.Of(name);
        var types = zones.Find(zone => zone.Node == node && zone.Name == zoneName).Types;
        foreach (string column in columns)
        {
            if (!Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out int pageblocks))
            {
                return ExpectedBlocks;
            }

            int index = types?.FindIndex(type => type.Type == column) ?? -1;
            if (index >= 0)
            {
                types![index] = types[index] with { Pageblocks = pageblocks };
            }
        }

        return null;
    }

    private static string[] Names(ReadOnlySpan<byte> line)
    {
        var names = new List<string>();
        while (names.Count < MostTypes && Utf8Text.TakeField(ref line) is { IsEmpty: false } name)
        {
            names.Add(KernelNames.Of(name));
        }

        return [.. names];
    }
}
