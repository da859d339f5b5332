using System.Globalization;

namespace AppFrag.Tool.Kernel.Waits;

/// <summary>
/// One event as <c>trace_pipe</c> prints it:
/// <c>   bash-32321   [000] .....  10974.771238: mm_compaction_begin: zone_start=0x1 …</c>. A task's name may hold
/// anything, also blanks, brackets and dashes, so the line is read from the event's name back to the front.
/// </summary>
/// <param name="Thread">Id of the thread.</param>
/// <param name="Name">Name of the thread; <c>&lt;...&gt;</c> where the kernel has forgotten it.</param>
/// <param name="Microseconds">On the trace clock.</param>
/// <param name="Kind">Which work.</param>
/// <param name="IsBegin">Whether it begins or ends.</param>
/// <param name="Detail">The event's own fields.</param>
internal readonly record struct TraceLine(int Thread, string Name, long Microseconds, WaitKind Kind, bool IsBegin, string Detail)
{
    private static readonly (string Marker, WaitKind Kind, bool IsBegin)[] Events =
    [
        (": mm_compaction_begin: ", WaitKind.Compaction, true),
        (": mm_compaction_end: ", WaitKind.Compaction, false),
        (": mm_vmscan_direct_reclaim_begin: ", WaitKind.DirectReclaim, true),
        (": mm_vmscan_direct_reclaim_end: ", WaitKind.DirectReclaim, false),
    ];

    public static bool TryParse(ReadOnlySpan<char> line, out TraceLine parsed)
    {
        parsed = default;
        foreach (var (marker, kind, isBegin) in Events)
        {
            int at = line.LastIndexOf(marker);
            if (at < 0)
            {
                continue;
            }

            var head = line[..at];
            if (!TryTakeTime(ref head, out long microseconds) || !TryTakeProcessor(ref head) || !TryTakeTask(head, out int thread, out string name))
            {
                return false;
            }

            parsed = new TraceLine(thread, name, microseconds, kind, isBegin, line[(at + marker.Length)..].Trim().ToString());
            return true;
        }

        return false;
    }

    /// <summary>One <c>name=value</c> of <see cref="Detail"/>; <see langword="null"/> when it is not there.</summary>
    public string? Field(string name)
    {
        foreach (string part in Detail.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.StartsWith(name, StringComparison.Ordinal) && part.Length > name.Length && part[name.Length] == '=')
            {
                return part[(name.Length + 1)..].TrimEnd(',');
            }
        }

        return null;
    }

    private static bool TryTakeTime(ref ReadOnlySpan<char> head, out long microseconds)
    {
        head = head.TrimEnd();
        int blank = head.LastIndexOf(' ');
        var time = head[(blank + 1)..];
        head = head[..Math.Max(blank, 0)];
        int point = time.IndexOf('.');
        microseconds = 0;
        if (point < 0 || time.Length - point != 7
            || !long.TryParse(time[..point], NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || seconds > int.MaxValue
            || !int.TryParse(time[(point + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int fraction))
        {
            return false;
        }

        microseconds = (seconds * 1_000_000) + fraction;
        return true;
    }

    /// <summary>Takes <c>[000]</c>, and the flags behind it where the instance prints them.</summary>
    private static bool TryTakeProcessor(ref ReadOnlySpan<char> head)
    {
        head = head.TrimEnd();
        if (!head.EndsWith("]"))
        {
            int blank = head.LastIndexOf(' ');
            head = head[..Math.Max(blank, 0)].TrimEnd();
        }

        int bracket = head.LastIndexOf('[');
        if (bracket < 0 || !head.EndsWith("]") || !int.TryParse(head[(bracket + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return false;
        }

        head = head[..bracket];
        return true;
    }

    private static bool TryTakeTask(ReadOnlySpan<char> head, out int thread, out string name)
    {
        head = head.TrimEnd();
        int dash = head.LastIndexOf('-');
        name = dash < 0 ? "" : head[..dash].TrimStart().ToString();
        thread = 0;
        return dash >= 0 && int.TryParse(head[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out thread);
    }
}
