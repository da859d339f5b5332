namespace AppFrag.Sources.Host;

/// <summary>
/// Files that hold one unsigned decimal: <c>/proc/sys/vm/*</c> (Documentation/admin-guide/sysctl/vm.rst),
/// <c>hpage_pmd_size</c>, a cgroup's <c>memory.current</c>.
/// </summary>
internal static class NumberReader
{
    public static bool TryParse(ReadOnlySpan<byte> text, out long value, out ParseFailure failure)
    {
        value = 0;
        bool parsed = Utf8Text.TryTakeLine(ref text, out var line)
            && Utf8Text.TryParseCount(Utf8Text.TakeField(ref line), out value)
            && Utf8Text.TakeField(ref line).IsEmpty;
        failure = parsed ? default : new ParseFailure(1, "expected one number");
        return parsed;
    }
}
