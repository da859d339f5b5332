namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/pressure/memory</c> and a cgroup's <c>memory.pressure</c>: time in which some or all non-idle tasks waited for
/// memory, <c>some avg10=… avg60=… avg300=… total=…</c>; the totals are microseconds and never fall. Since 4.20 with
/// CONFIG_PSI, Documentation/accounting/psi.rst. The averages are not used: they lag, totals can be subtracted.
/// </summary>
internal static class PressureReader
{
    public const string HostName = "pressure";
    public const string CgroupName = "cgroup-pressure";

    /// <summary>Totals in microseconds; -1 where the kernel does not print one.</summary>
    internal readonly record struct Totals(long Some, long Full)
    {
        public static readonly Totals None = new(-1, -1);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Totals totals, out ParseFailure failure)
    {
        long some = -1;
        long full = -1;
        int lineNumber = 0;
        while (Utf8Text.TryTakeLine(ref text, out var line))
        {
            lineNumber++;
            var kind = Utf8Text.TakeField(ref line);
            if (!TryParseTotal(line, out long total))
            {
                totals = Totals.None;
                failure = new ParseFailure(lineNumber, "expected \"some|full … total=<microseconds>\"");
                return false;
            }

            if (kind.SequenceEqual("some"u8))
            {
                some = total;
            }
            else if (kind.SequenceEqual("full"u8))
            {
                full = total;
            }
        }

        totals = some < 0 ? Totals.None : new Totals(some, full);
        failure = some < 0 ? new ParseFailure(Math.Max(lineNumber, 1), "no line \"some\"") : default;
        return some >= 0;
    }

    private static bool TryParseTotal(ReadOnlySpan<byte> line, out long total)
    {
        while (Utf8Text.TakeField(ref line) is { IsEmpty: false } field)
        {
            if (field.StartsWith("total="u8))
            {
                return Utf8Text.TryParseCount(field["total=".Length..], out total);
            }
        }

        total = 0;
        return false;
    }
}
