namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/self/smaps_rollup</c>: the sums of this process's mappings, a header line, then <c>Name:  123 kB</c> (since
/// 4.14, Documentation/filesystems/proc.rst). The kernel walks all page tables under the mmap lock for it: 0.1 ms for a
/// small process, 24 ms at 2 GiB of resident memory. Cold, and never where it would take long.
/// </summary>
internal static class SmapsRollupReader
{
    public const string Name = "smaps_rollup";

    /// <summary>Bytes; -1 where the kernel does not print one.</summary>
    internal record struct Sums()
    {
        public static readonly Sums None = new();

        public long Resident = -1;
        public long Anonymous = -1;
        public long AnonHugePages = -1;
        public long Swap = -1;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Sums sums, out ParseFailure failure)
    {
        sums = Sums.None;
        failure = default;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            if (lineNumber == 1)
            {
                continue;
            }

            if (!MeminfoReader.TryParseLine(line, out var name, out long value, out _))
            {
                sums = Sums.None;
                failure = new ParseFailure(lineNumber, "expected \"<name>: <number> kB\"");
                return false;
            }

            if (name.SequenceEqual("Rss"u8))
            {
                sums.Resident = value;
            }
            else if (name.SequenceEqual("Anonymous"u8))
            {
                sums.Anonymous = value;
            }
            else if (name.SequenceEqual("AnonHugePages"u8))
            {
                sums.AnonHugePages = value;
            }
            else if (name.SequenceEqual("Swap"u8))
            {
                sums.Swap = value;
            }
        }

        if (sums.Resident < 0)
        {
            sums = Sums.None;
            failure = new ParseFailure(Math.Max(lineNumber, 1), "no Rss");
            return false;
        }

        return true;
    }
}
