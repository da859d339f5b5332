namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/meminfo</c>: memory by use, <c>Name:  123 kB</c> (the unit is 1024 bytes in spite of its name).
/// Documentation/filesystems/proc.rst, fs/proc/meminfo.c; MemAvailable since 3.14. LXCFS replaces it in some containers.
/// </summary>
internal static class MeminfoReader
{
    public const string Name = "meminfo";

    /// <summary>The few fields of every tick, bytes; -1 where a kernel does not print one.</summary>
    internal record struct Totals()
    {
        public static readonly Totals None = new();

        public long Total = -1;
        public long Free = -1;
        public long Available = -1;
        public long SlabReclaimable = -1;
        public long SlabUnreclaimable = -1;
        public long KernelStack = -1;
        public long PageTables = -1;
        public long AnonHugePages = -1;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Totals totals, out ParseFailure failure)
    {
        totals = Totals.None;
        failure = default;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (!TryParseLine(line, out var name, out long value, out _))
            {
                totals = Totals.None;
                failure = new ParseFailure(lineNumber, "expected \"<name>: <number> kB\"");
                return false;
            }

            Take(name, value, ref totals);
        }

        if (totals.Total < 0)
        {
            totals = Totals.None;
            failure = new ParseFailure(Math.Max(lineNumber, 1), "no MemTotal");
            return false;
        }

        return true;
    }

    private static void Take(ReadOnlySpan<byte> name, long value, ref Totals totals)
    {
        // Nearly every line is none of ours: the first byte decides.
        switch (name[0])
        {
            case (byte)'M' when name.SequenceEqual("MemTotal"u8):
                totals.Total = value;
                break;
            case (byte)'M' when name.SequenceEqual("MemFree"u8):
                totals.Free = value;
                break;
            case (byte)'M' when name.SequenceEqual("MemAvailable"u8):
                totals.Available = value;
                break;
            case (byte)'S' when name.SequenceEqual("SReclaimable"u8):
                totals.SlabReclaimable = value;
                break;
            case (byte)'S' when name.SequenceEqual("SUnreclaim"u8):
                totals.SlabUnreclaimable = value;
                break;
            case (byte)'K' when name.SequenceEqual("KernelStack"u8):
                totals.KernelStack = value;
                break;
            case (byte)'P' when name.SequenceEqual("PageTables"u8):
                totals.PageTables = value;
                break;
            case (byte)'A' when name.SequenceEqual("AnonHugePages"u8):
                totals.AnonHugePages = value;
                break;
        }
    }

    /// <summary>Every field that has a unit, in bytes. Allocates: for reports, not for ticks. Expects text that <see cref="TryParse"/> accepted.</summary>
    public static Dictionary<string, long> ParseAll(ReadOnlySpan<byte> text)
    {
        var fields = new Dictionary<string, long>(StringComparer.Ordinal);
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            if (TryParseLine(line, out var name, out long value, out bool isBytes) && isBytes)
            {
                fields[KernelNames.Of(name)] = value;
            }
        }

        return fields;
    }

    /// <summary>Reads <c>Name:  123 kB</c>, the form of a line here and in smaps_rollup.</summary>
    internal static bool TryParseLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out long value, out bool isBytes)
    {
        value = 0;
        isBytes = false;
        name = Utf8Text.TakeField(ref line);
        if (name.IsEmpty || name[^1] != (byte)':' || !Utf8Text.IsName(name = name[..^1]))
        {
            return false;
        }

        if (!Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out value))
        {
            return false;
        }

        isBytes = Utf8Text.TakeField(ref line).SequenceEqual("kB"u8);
        if (isBytes)
        {
            value = value > long.MaxValue / 1024 ? long.MaxValue : value * 1024;
        }

        return true;
    }
}
