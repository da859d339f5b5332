namespace AppFrag.Sources.Host;

/// <summary>
/// A cgroup's memory files. Version 2 (Documentation/admin-guide/cgroup-v2.rst): <c>memory.current</c>, <c>memory.max</c>
/// (bytes or <c>max</c>), <c>memory.events</c> and <c>memory.stat</c> (numbers by name). Version 1 (cgroup-v1/memory.rst):
/// <c>memory.usage_in_bytes</c>, <c>memory.limit_in_bytes</c> (the largest page-aligned 63-bit number for no limit),
/// <c>memory.failcnt</c>, <c>memory.oom_control</c> (numbers by name).
/// </summary>
internal static class CgroupMemoryReader
{
    public const string Name = "cgroup";

    /// <summary>Limits of this size and more mean none: version 1 has no word for it.</summary>
    private const long NoLimitV1 = long.MaxValue / 2;

    private const string ExpectedLine = "expected \"<name> <number>\"";

    public static bool IsUnlimited(long limit) => limit >= NoLimitV1;

    /// <summary>A limit in bytes, or <see langword="null"/> in <paramref name="limit"/> where there is none.</summary>
    public static bool TryParseLimit(ReadOnlySpan<byte> text, out long? limit, out ParseFailure failure)
    {
        limit = null;
        failure = default;
        if (text.TrimEnd((byte)'\n').SequenceEqual("max"u8))
        {
            return true;
        }

        if (!NumberReader.TryParse(text, out long value, out _))
        {
            failure = new ParseFailure(1, "expected a number of bytes or \"max\"");
            return false;
        }

        limit = IsUnlimited(value) ? null : value;
        return true;
    }

    /// <summary>The events of every tick; -1 where the kernel does not print one.</summary>
    internal readonly record struct Events(long High, long Max, long OomKill)
    {
        public static readonly Events None = new(-1, -1, -1);
    }

    /// <summary>Reads memory.events or, for its oom_kill, memory.oom_control. Does not allocate.</summary>
    public static bool TryParseEvents(ReadOnlySpan<byte> text, out Events events, out ParseFailure failure)
    {
        events = Events.None;
        failure = default;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (!TryParseLine(line, out var name, out long value))
            {
                events = Events.None;
                failure = new ParseFailure(lineNumber, ExpectedLine);
                return false;
            }

            events = name.SequenceEqual("max"u8) ? events with { Max = value }
                : name.SequenceEqual("high"u8) ? events with { High = value }
                : name.SequenceEqual("oom_kill"u8) ? events with { OomKill = value }
                : events;
        }

        return true;
    }

    /// <summary>Every number of a file by its name.</summary>
    public static bool TryParseNumbers(ReadOnlySpan<byte> text, out IReadOnlyDictionary<string, long> numbers, out ParseFailure failure)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        numbers = found;
        failure = default;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (!TryParseLine(line, out var name, out long value))
            {
                failure = new ParseFailure(lineNumber, ExpectedLine);
                found.Clear();
                return false;
            }

            found[KernelNames.Of(name)] = value;
        }

        return true;
    }

    private static bool TryParseLine(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> name, out long value)
    {
        name = Utf8Text.TakeField(ref line);
        value = 0;
        return Utf8Text.IsName(name) && Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out value);
    }
}
