namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/vmstat</c>: event counters since boot and page counts now, <c>name value</c> per line (mm/vmstat.c,
/// Documentation/admin-guide/mm/transhuge.rst for thp_*). Names differ by kernel version and configuration: compact_* since
/// 2.6.35 with CONFIG_COMPACTION, allocstall split by zone since 4.8, nr_free_pages_blocks since about 6.15, workingset_refault split in two since 5.9.
/// </summary>
internal static class VmstatReader
{
    public const string Name = "vmstat";

    /// <summary>The counters of every tick; -1 where the kernel does not have one.</summary>
    internal record struct Counters()
    {
        public static readonly Counters None = new();

        public long CompactionStalls = -1;
        public long CompactionFailures = -1;
        public long CompactionSuccesses = -1;
        public long CompactionDaemonWakes = -1;
        public long AllocationStalls = -1;
        public long ThpFaultAllocations = -1;
        public long ThpFaultFallbacks = -1;
        public long ThpCollapseFailures = -1;
        public long KswapdLowWatermarkHits = -1;
        public long KswapdScannedPages = -1;
        public long DirectScannedPages = -1;
        public long RefaultedPages = -1;
        public long MajorFaults = -1;
        public long SwappedInPages = -1;
        public long SwappedOutPages = -1;
        public long OomKills = -1;
        public long FreePagesInWholeBlocks = -1;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Counters counters, out ParseFailure failure)
    {
        counters = Counters.None;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (!TryParseLine(line, out var name, out long value))
            {
                counters = Counters.None;
                failure = new ParseFailure(lineNumber, "expected \"<name> <number>\"");
                return false;
            }

            Take(name, value, ref counters);
        }

        failure = lineNumber == 0 ? new ParseFailure(1, "is empty") : default;
        return lineNumber > 0;
    }

    private static void Take(ReadOnlySpan<byte> name, long value, ref Counters counters)
    {
        // Nearly every line is none of ours: the first byte decides.
        switch (name[0])
        {
            case (byte)'a' when name.StartsWith("allocstall"u8):
                counters.AllocationStalls = Sum(counters.AllocationStalls, value);
                break;
            case (byte)'c' when name.StartsWith("compact_"u8):
                TakeCompaction(name["compact_".Length..], value, ref counters);
                break;
            case (byte)'k' when name.SequenceEqual("kswapd_low_wmark_hit_quickly"u8):
                counters.KswapdLowWatermarkHits = value;
                break;
            case (byte)'n' when name.SequenceEqual("nr_free_pages_blocks"u8):
                counters.FreePagesInWholeBlocks = value;
                break;
            case (byte)'o' when name.SequenceEqual("oom_kill"u8):
                counters.OomKills = value;
                break;
            case (byte)'p':
                TakePaging(name[1..], value, ref counters);
                break;
            case (byte)'t' when name.StartsWith("thp_"u8):
                TakeHugePages(name["thp_".Length..], value, ref counters);
                break;
            case (byte)'w' when name.StartsWith("workingset_refault"u8):
                counters.RefaultedPages = Sum(counters.RefaultedPages, value);
                break;
        }
    }

    private static void TakeCompaction(ReadOnlySpan<byte> name, long value, ref Counters counters)
    {
        if (name.SequenceEqual("stall"u8))
        {
            counters.CompactionStalls = value;
        }
        else if (name.SequenceEqual("fail"u8))
        {
            counters.CompactionFailures = value;
        }
        else if (name.SequenceEqual("success"u8))
        {
            counters.CompactionSuccesses = value;
        }
        else if (name.SequenceEqual("daemon_wake"u8))
        {
            counters.CompactionDaemonWakes = value;
        }
    }

    private static void TakePaging(ReadOnlySpan<byte> name, long value, ref Counters counters)
    {
        if (name.SequenceEqual("gmajfault"u8))
        {
            counters.MajorFaults = value;
        }
        else if (name.SequenceEqual("gscan_kswapd"u8))
        {
            counters.KswapdScannedPages = value;
        }
        else if (name.SequenceEqual("gscan_direct"u8))
        {
            counters.DirectScannedPages = value;
        }
        else if (name.SequenceEqual("swpin"u8))
        {
            counters.SwappedInPages = value;
        }
        else if (name.SequenceEqual("swpout"u8))
        {
            counters.SwappedOutPages = value;
        }
    }

    private static void TakeHugePages(ReadOnlySpan<byte> name, long value, ref Counters counters)
    {
        if (name.SequenceEqual("fault_alloc"u8))
        {
            counters.ThpFaultAllocations = value;
        }
        else if (name.SequenceEqual("fault_fallback"u8))
        {
            counters.ThpFaultFallbacks = value;
        }
        else if (name.SequenceEqual("collapse_alloc_failed"u8))
        {
            counters.ThpCollapseFailures = value;
        }
    }

    /// <summary>One counter that the kernel splits by zone or kind; no forged number may make the sum wrap.</summary>
    private static long Sum(long sum, long value) => Math.Max(sum, 0) + Math.Min(value, long.MaxValue >> 8);

    /// <summary>The compaction, stall, THP and reclaim counters by kernel name. Allocates: for reports, not for ticks.</summary>
    public static Dictionary<string, long> ParseReported(ReadOnlySpan<byte> text)
    {
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            if (TryParseLine(line, out var name, out long value) && IsReported(name))
            {
                counters[KernelNames.Of(name)] = value;
            }
        }

        return counters;
    }

    /// <summary>One counter by name; -1 when it is not there.</summary>
    public static long Find(ReadOnlySpan<byte> text, ReadOnlySpan<byte> wanted)
    {
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            if (TryParseLine(line, out var name, out long value) && name.SequenceEqual(wanted))
            {
                return value;
            }
        }

        return -1;
    }

    /// <summary>By prefix, so that a counter that a newer kernel adds to a family is reported as well.</summary>
    private static bool IsReported(ReadOnlySpan<byte> name) =>
        name.StartsWith("compact_"u8) || name.StartsWith("allocstall"u8) || name.StartsWith("thp_"u8)
        || name.StartsWith("nr_free_"u8) || name.StartsWith("kswapd_"u8) || name.StartsWith("workingset_"u8)
        || name.StartsWith("pgscan_"u8) || name.StartsWith("pgsteal_"u8) || name.StartsWith("pgmigrate_"u8)
        || name.StartsWith("zone_reclaim_"u8) || name.StartsWith("pswp"u8) || name.StartsWith("nr_slab_"u8)
        || name.SequenceEqual("pgfault"u8) || name.SequenceEqual("pgmajfault"u8) || name.SequenceEqual("oom_kill"u8)
        || name.SequenceEqual("pageoutrun"u8) || name.SequenceEqual("numa_miss"u8) || name.SequenceEqual("numa_foreign"u8);

    private static bool TryParseLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out long value)
    {
        name = Utf8Text.TakeField(ref line);
        value = 0;
        return Utf8Text.IsName(name) && Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out value);
    }
}
