using System.Text;

namespace AppFrag.Tool.Kernel.Tracing;

/// <summary><c>/proc/self/mountinfo</c> (Documentation/filesystems/proc.rst, 3.5): which directories a file system is mounted at.</summary>
internal static class MountTable
{
    private const int MountPoint = 4;
    private const int Options = 5;

    /// <summary>Mount points of the whole file system, not of a part of it, that may be written to.</summary>
    public static IEnumerable<string> WritableMounts(string mountinfo, string type)
    {
        foreach (string line in mountinfo.Split('\n'))
        {
            // 25 30 0:7 / /sys/kernel/tracing rw,nosuid shared:8 - tracefs tracefs rw
            string[] fields = line.Split(' ');
            int separator = Array.IndexOf(fields, "-");
            if (separator > Options && separator + 1 < fields.Length && fields[separator + 1] == type
                && fields[MountPoint - 1] == "/" && fields[Options].Split(',').Contains("rw"))
            {
                yield return Unescape(fields[MountPoint]);
            }
        }
    }

    /// <summary>Blank, tab, line feed and backslash are octal: <c>\040</c>.</summary>
    private static string Unescape(string path)
    {
        if (!path.Contains('\\', StringComparison.Ordinal))
        {
            return path;
        }

        var text = new StringBuilder(path.Length);
        for (int i = 0; i < path.Length; i++)
        {
            if (path[i] == '\\' && i + 3 < path.Length && path.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                text.Append((char)(((path[i + 1] - '0') << 6) | ((path[i + 2] - '0') << 3) | (path[i + 3] - '0')));
                i += 3;
            }
            else
            {
                text.Append(path[i]);
            }
        }

        return text.ToString();
    }
}
