using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/meminfo</c>: memory by use, <c>Name:  123 kB</c> (the unit is 1024 bytes in spite of its name).
/// Documentation/filesystems/proc.rst, fs/proc/meminfo.c; MemAvailable since 3.14. LXCFS replaces it in some containers.
/// </summary>
internal static class MeminfoReader
{
    public const string Name = "meminfo";

    /// <summary>The few fields of every tick, bytes; -1 where a kernel does not print one.</summary>
    internal readonly record struct Totals(long Total, long Free, long Available)
    {
        public static readonly Totals None = new(-1, -1, -1);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Totals totals, out ParseFailure failure)
    {
        long total = -1;
        long free = -1;
        long available = -1;
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

            if (name.SequenceEqual("MemTotal"u8))
            {
                total = value;
            }
            else if (name.SequenceEqual("MemFree"u8))
            {
                free = value;
            }
            else if (name.SequenceEqual("MemAvailable"u8))
            {
                available = value;
            }
        }

        totals = total < 0 ? Totals.None : new Totals(total, free, available);
        failure = total < 0 ? new ParseFailure(Math.Max(lineNumber, 1), "no MemTotal") : default;
        return total >= 0;
    }

    /// <summary>Every field that has a unit, in bytes. Allocates: for reports, not for ticks. Expects text that <see cref="TryParse"/> accepted.</summary>
    public static Dictionary<string, long> ParseAll(ReadOnlySpan<byte> text)
    {
        var fields = new Dictionary<string, long>(StringComparer.Ordinal);
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            if (TryParseLine(line, out var name, out long value, out bool isBytes) && isBytes)
            {
                fields[Encoding.ASCII.GetString(name)] = value;
            }
        }

        return fields;
    }

    private static bool TryParseLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out long value, out bool isBytes)
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
