namespace AppFrag.Sources.Host;

/// <summary>
/// <c>/proc/self/stat</c>: one line about this process (proc_pid_stat(5)): <c>pid (name) state …</c>; field 10 counts minor
/// page faults, field 12 major ones, field 24 is the resident memory in pages. The name may hold anything, blanks and
/// parentheses too, so the fields are counted from the last parenthesis on.
/// </summary>
internal static class StatReader
{
    public const string Name = "stat";

    private const int FirstFieldAfterName = 3;

    /// <summary>-1 where unknown.</summary>
    internal readonly record struct Values(long MinorFaults, long MajorFaults, long ResidentPages)
    {
        public static readonly Values None = new(-1, -1, -1);
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out Values values, out ParseFailure failure)
    {
        values = Values.None;
        failure = new ParseFailure(1, "expected \"<pid> (<name>) <state>\" and at least 22 numbers");
        int nameEnd = text.LastIndexOf((byte)')');
        if (nameEnd < 0)
        {
            return false;
        }

        text = text[(nameEnd + 1)..].TrimEnd((byte)'\n');
        long minor = -1;
        long major = -1;
        for (int field = FirstFieldAfterName; field <= 24; field++)
        {
            var number = Utf8Text.TakeField(ref text);
            switch (field)
            {
                case 10 when !Utf8Text.TryParseCount(number, out minor):
                case 12 when !Utf8Text.TryParseCount(number, out major):
                    return false;
                case 24 when Utf8Text.TryParseCount(number, out long resident):
                    values = new Values(minor, major, resident);
                    failure = default;
                    return true;
            }
        }

        return false;
    }
}
