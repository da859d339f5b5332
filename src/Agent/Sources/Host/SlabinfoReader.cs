namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/slabinfo</c>: the kernel's own object caches, <c>name active_objs num_objs objsize objperslab pagesperslab :
/// tunables … : slabdata active_slabs num_slabs sharedavail</c> (man 5 slabinfo, mm/slab_common.c). Mode 0400. Cold: it
/// takes a lock for every cache, 0.2 to 0.3 ms in all.
/// </summary>
internal static class SlabinfoReader
{
    public const string Name = "slabinfo";

    /// <summary>Every cache, in the order of the file.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, int pageSize, out IReadOnlyList<SlabCache> caches, out ParseFailure failure)
    {
        var all = new List<SlabCache>();
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

        caches = all;
        return true;
    }

    private static bool TryParseLine(ReadOnlySpan<byte> line, int pageSize, out SlabCache cache)
    {
        cache = default;
        var name = Utf8Text.TakeField(ref line);
        if (!Utf8Text.IsName(name)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long active)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long objects)
            || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out int objectSize)
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

        // A forged file must not make a product wrap around.
        Int128 bytes = (Int128)slabs * pagesPerSlab * pageSize;
        Int128 wasted = Int128.Max(bytes - ((Int128)active * objectSize), 0);
        cache = new SlabCache(KernelNames.Of(name), Saturate(bytes), active, objects, objectSize, Saturate(wasted));
        return true;
    }

    private static long Saturate(Int128 bytes) => (long)Int128.Min(bytes, long.MaxValue);
}
