using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>
/// A cgroup's memory files. Version 2 (Documentation/admin-guide/cgroup-v2.rst): <c>memory.current</c>, <c>memory.max</c>
/// (bytes or <c>max</c>), <c>memory.events</c> (counters by name). Version 1 (cgroup-v1/memory.rst):
/// <c>memory.usage_in_bytes</c>, <c>memory.limit_in_bytes</c> (the largest page-aligned 63-bit number for no limit).
/// </summary>
internal static class CgroupMemoryReader
{
    public const string Name = "cgroup";

    /// <summary>Limits of this size and more mean none: version 1 has no word for it.</summary>
    private const long NoLimitV1 = long.MaxValue / 2;

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

        limit = value >= NoLimitV1 ? null : value;
        return true;
    }

    public static bool TryParseEvents(ReadOnlySpan<byte> text, out IReadOnlyDictionary<string, long> events, out ParseFailure failure)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        events = found;
        failure = default;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            var name = Utf8Text.TakeField(ref line);
            if (!Utf8Text.IsName(name) || !Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out long value))
            {
                failure = new ParseFailure(lineNumber, "expected \"<name> <number>\"");
                found.Clear();
                return false;
            }

            found[Encoding.ASCII.GetString(name)] = value;
        }

        return true;
    }
}
