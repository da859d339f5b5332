using System.Globalization;

namespace AppFrag.Tool.Kernel.Processes;

/// <summary>What <c>/proc</c> says about one process or thread (Documentation/filesystems/proc.rst).</summary>
internal static class ProcessFiles
{
    /// <summary>Field 22 of <c>stat</c>, counted after the name: the name stands in brackets and may itself hold brackets and blanks.</summary>
    private const int StartTimeAfterName = 19;

    /// <summary>The inode of the first pid namespace (PROC_PID_INIT_INO): where ids are those that the kernel's events carry.</summary>
    public const long InitialPidNamespace = 0xEFFFFFFC;

    /// <summary>Clock ticks since boot; <see langword="null"/> when there is no such process.</summary>
    public static long? StartTime(int id) => TryRead(id, "stat", out string stat) ? ParseStartTime(stat) : null;

    public static long? ParseStartTime(string stat)
    {
        int end = stat.LastIndexOf(')');
        string[] fields = end < 0 ? [] : stat[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return fields.Length > StartTimeAfterName
            && long.TryParse(fields[StartTimeAfterName], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) ? ticks : null;
    }

    /// <summary>The process that a thread belongs to; <see langword="null"/> when there is no such thread.</summary>
    public static int? ProcessOf(int thread) => TryRead(thread, "status", out string status) ? ParseProcessId(status) : null;

    public static int? ParseProcessId(string status)
    {
        const string Field = "\nTgid:";
        // The name comes first, and the kernel escapes line feeds in it.
        int start = status.IndexOf(Field, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        int end = status.IndexOf('\n', start + 1);
        return int.TryParse(
            status.AsSpan(start + Field.Length, (end < 0 ? status.Length : end) - start - Field.Length).Trim(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int id) ? id : null;
    }

    public static string? Name(int id) => TryRead(id, "comm", out string name) ? name.TrimEnd('\n') : null;

    /// <summary>Clock ticks since boot, now; on the clock of <see cref="StartTime"/>.</summary>
    public static long? TicksSinceBoot()
    {
        try
        {
            return ParseUptime(File.ReadAllText("/proc/uptime"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Seconds with two decimals, which are the ticks: the kernel reports 100 a second (USER_HZ) on every architecture .NET runs on.</summary>
    public static long? ParseUptime(string uptime) =>
        decimal.TryParse(uptime.Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal seconds) && seconds < 1e12m
            ? (long)(seconds * 100) : null;

    /// <summary>The pid namespace of this process; 0 when it cannot be told.</summary>
    public static long OwnPidNamespace()
    {
        try
        {
            // pid:[4026531836]
            string target = new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";
            return long.TryParse(target.AsSpan().TrimStart("pid:[").TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out long inode) ? inode : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool TryRead(int id, string file, out string text)
    {
        try
        {
            text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/{file}"));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone before or while it was read (ESRCH), or hidden (hidepid).
            text = "";
            return false;
        }
    }
}
