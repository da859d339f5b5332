using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/vmstat</c>: event counters since boot and page counts now, <c>name value</c> per line (mm/vmstat.c,
/// Documentation/admin-guide/mm/transhuge.rst for thp_*). Names differ by kernel version and configuration: compact_* since
/// 2.6.35 with CONFIG_COMPACTION, allocstall split by zone since 4.8, nr_free_pages_blocks since about 6.15.
/// </summary>
internal static class VmstatReader
{
    public const string Name = "vmstat";

    /// <summary>The counters of every tick; -1 where the kernel does not have one.</summary>
    internal readonly record struct Counters(long CompactionStalls, long CompactionFailures, long AllocationStalls, long ThpFaultFallbacks)
    {
        public static readonly Counters None = new(-1, -1, -1, -1);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Counters counters, out ParseFailure failure)
    {
        long stalls = -1;
        long failures = -1;
        long allocationStalls = -1;
        long fallbacks = -1;
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

            // Nearly every line is none of ours: the first byte decides.
            switch (name[0])
            {
                case (byte)'c' when name.SequenceEqual("compact_stall"u8):
                    stalls = value;
                    break;
                case (byte)'c' when name.SequenceEqual("compact_fail"u8):
                    failures = value;
                    break;
                case (byte)'a' when name.StartsWith("allocstall"u8):
                    allocationStalls = Math.Max(allocationStalls, 0) + Math.Min(value, long.MaxValue >> 8);
                    break;
                case (byte)'t' when name.SequenceEqual("thp_fault_fallback"u8):
                    fallbacks = value;
                    break;
            }
        }

        counters = new Counters(stalls, failures, allocationStalls, fallbacks);
        failure = lineNumber == 0 ? new ParseFailure(1, "is empty") : default;
        return lineNumber > 0;
    }

    /// <summary>The compaction, stall, THP and reclaim counters by kernel name. Allocates: for reports, not for ticks.</summary>
    public static Dictionary<string, long> ParseReported(ReadOnlySpan<byte> text)
    {
        var counters = new Dictionary<string, long>(StringComparer.Ordinal);
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            if (TryParseLine(line, out var name, out long value) && IsReported(name))
            {
                counters[Encoding.ASCII.GetString(name)] = value;
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

    private static bool IsReported(ReadOnlySpan<byte> name) =>
        name.StartsWith("compact_"u8) || name.StartsWith("allocstall"u8) || name.StartsWith("thp_"u8)
        || name.StartsWith("nr_free_pages"u8) || name.StartsWith("kswapd_"u8) || name.StartsWith("workingset_refault"u8)
        || name.StartsWith("pgscan_direct"u8) || name.StartsWith("pgsteal_direct"u8)
        || name.SequenceEqual("pgmajfault"u8) || name.SequenceEqual("oom_kill"u8);

    private static bool TryParseLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out long value)
    {
        name = Utf8Text.TakeField(ref line);
        value = 0;
        return Utf8Text.IsName(name) && Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out value);
    }
}
