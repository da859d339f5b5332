using System.Text;
using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/slabinfo</c>: the kernel's own object caches, <c>name active_objs num_objs objsize objperslab pagesperslab :
/// tunables … : slabdata active_slabs num_slabs sharedavail</c> (man 5 slabinfo, mm/slab_common.c). Mode 0400. Cold: it
/// takes a lock for every cache.
/// </summary>
internal static class SlabinfoReader
{
    public const string Name = "slabinfo";

    private const int MostReported = 10;

    /// <summary>The largest caches, largest first.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, int pageSize, out IReadOnlyList<SlabCacheReport> caches, out ParseFailure failure)
    {
        var all = new List<SlabCacheReport>();
        caches = [];
        failure = default;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (lineNumber <= 2 && (line.StartsWith("slabinfo"u8) || line.StartsWith("#"u8)))
            {
                continue;
            }

            if (!TryParseLine(line, pageSize, out var cache))
            {
                failure = new ParseFailure(lineNumber, "expected \"<name> <active_objs> <num_objs> … : slabdata <active_slabs> <num_slabs> …\"");
                return false;
            }

            all.Add(cache);
        }

        if (all.Count == 0)
        {
            failure = new ParseFailure(Math.Max(lineNumber, 1), "no cache");
            return false;
        }

        caches = [.. all.OrderByDescending(cache => cache.Bytes).ThenBy(cache => cache.Name, StringComparer.Ordinal).Take(MostReported)];
        return true;
    }

    private static bool TryParseLine(ReadOnlySpan<byte> line, int pageSize, out SlabCacheReport cache)
    {
        cache = default!;
        var name = Utf8Text.TakeField(ref line);
        if (!Utf8Text.IsName(name)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long active)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long objects)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long _)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long _)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out int pagesPerSlab))
        {
            return false;
        }

        var slabData = "slabdata "u8;
        int start = line.IndexOf(slabData);
        line = start < 0 ? default : line[(start + slabData.Length)..];
        Utf8Text.TakeField(ref line);
        if (!Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out int slabs))
        {
            return false;
        }

        // Two 31-bit numbers and a page size stay within 128 bits; a forged file must not wrap around.
        long bytes = (long)Int128.Min((Int128)slabs * pagesPerSlab * pageSize, long.MaxValue);
        cache = new SlabCacheReport(Encoding.ASCII.GetString(name), bytes, active, objects);
        return true;
    }
}
