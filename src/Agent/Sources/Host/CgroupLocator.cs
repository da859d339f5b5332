using System.Text;
using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// Finds the own cgroup's directories from <c>/proc/self/cgroup</c> (cgroups(7): <c>id:controllers:path</c>, id 0 and no
/// controllers is version 2) and <c>/proc/self/mountinfo</c> (proc_pid_mountinfo(5)). Version 1, version 2 and hybrid
/// layouts occur; paths are as the own cgroup namespace sees them.
/// </summary>
internal static class CgroupLocator
{
    /// <param name="Version">1 or 2.</param>
    /// <param name="Path">Path in the hierarchy, as /proc/self/cgroup gives it.</param>
    /// <param name="Directory">The directory, as mountinfo names it.</param>
    /// <param name="MountPoint">The topmost directory of the hierarchy that can be seen.</param>
    internal sealed record Location(int Version, string Path, string Directory, string MountPoint);

    /// <summary>The version 2 cgroup, which has memory.pressure; <see langword="null"/> with the reason.</summary>
    public static Location? FindUnified(ReadOnlySpan<byte> cgroup, ReadOnlySpan<byte> mountinfo, out string reason) =>
        Find(cgroup, mountinfo, version: 2, out reason);

    /// <summary>The version 1 cgroup of the memory controller; <see langword="null"/> with the reason.</summary>
    public static Location? FindMemoryV1(ReadOnlySpan<byte> cgroup, ReadOnlySpan<byte> mountinfo, out string reason) =>
        Find(cgroup, mountinfo, version: 1, out reason);

    /// <summary>Which hierarchies are mounted. One without controllers (systemd's own) does not make a layout.</summary>
    public static CgroupLayout FindLayout(ReadOnlySpan<byte> mountinfo)
    {
        bool hasUnified = false;
        bool hasLegacy = false;
        while (Utf8Text.TryTakeLine(ref mountinfo, out var line))
        {
            if (TryParseType(line, out var type, out var options))
            {
                hasUnified |= type.SequenceEqual("cgroup2"u8);
                hasLegacy |= type.SequenceEqual("cgroup"u8) && options.IndexOf("name="u8) < 0;
            }
        }

        return hasLegacy ? hasUnified ? CgroupLayout.Hybrid : CgroupLayout.Legacy : CgroupLayout.Unified;
    }

    /// <summary>The root of a cgroup mount that shows only a part of its hierarchy, which container engines make; <see langword="null"/> without one.</summary>
    public static string? FindMountOfPart(ReadOnlySpan<byte> mountinfo)
    {
        while (Utf8Text.TryTakeLine(ref mountinfo, out var line))
        {
            foreach (int version in (ReadOnlySpan<int>)[1, 2])
            {
                if (TryParseMount(line, version, out string root, out _) && root != "/")
                {
                    return root;
                }
            }
        }

        return null;
    }

    private static Location? Find(ReadOnlySpan<byte> cgroup, ReadOnlySpan<byte> mountinfo, int version, out string reason)
    {
        if (FindPath(cgroup, version) is not { } path)
        {
            reason = $"no cgroup v{version} memory hierarchy in /proc/self/cgroup";
            return null;
        }

        if (path.Split('/').Contains(".."))
        {
            reason = $"the process's cgroup {path} lies outside its cgroup namespace";
            return null;
        }

        Location? best = null;
        int bestRootLength = -1;
        while (Utf8Text.TryTakeLine(ref mountinfo, out var line))
        {
            // A mount of a part of the hierarchy shows only what lies below that part; the longest match is the nearest.
            if (TryParseMount(line, version, out string root, out string mountPoint)
                && Below(root, path) is { } relative
                && root.Length > bestRootLength)
            {
                bestRootLength = root.Length;
                best = new Location(version, path, System.IO.Path.Join(mountPoint, relative).TrimEnd('/'), mountPoint);
            }
        }

        reason = best is null ? $"no cgroup v{version} mount that shows {path} in /proc/self/mountinfo" : "";
        return best;
    }

    private static string? FindPath(ReadOnlySpan<byte> cgroup, int version)
    {
        while (Utf8Text.TryTakeLine(ref cgroup, out var line))
        {
            int first = line.IndexOf((byte)':');
            int second = first < 0 ? -1 : line[(first + 1)..].IndexOf((byte)':');
            if (second < 0)
            {
                continue;
            }

            var controllers = line.Slice(first + 1, second);
            var path = line[(first + 1 + second + 1)..];
            bool matches = version == 2 ? controllers.IsEmpty && line[..first].SequenceEqual("0"u8) : HasMemory(controllers);
            if (matches && path.Length > 0 && path[0] == (byte)'/')
            {
                return Encoding.UTF8.GetString(path);
            }
        }

        return null;
    }

    /// <summary>Whether a comma-separated list names the memory controller.</summary>
    private static bool HasMemory(ReadOnlySpan<byte> list)
    {
        foreach (var range in list.Split((byte)','))
        {
            if (list[range].SequenceEqual("memory"u8))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>id parent major:minor root mountpoint options [optional…] - type source superoptions</c>.</summary>
    private static bool TryParseMount(ReadOnlySpan<byte> line, int version, out string root, out string mountPoint)
    {
        Utf8Text.TakeField(ref line);
        Utf8Text.TakeField(ref line);
        Utf8Text.TakeField(ref line);
        root = Unescape(Utf8Text.TakeField(ref line));
        mountPoint = Unescape(Utf8Text.TakeField(ref line));
        return TryParseType(line, out var type, out var options)
            && (version == 2 ? type.SequenceEqual("cgroup2"u8) : type.SequenceEqual("cgroup"u8) && HasMemory(options));
    }

    private static bool TryParseType(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> superOptions)
    {
        int separator = line.IndexOf(" - "u8);
        line = separator < 0 ? default : line[(separator + 3)..];
        type = Utf8Text.TakeField(ref line);
        Utf8Text.TakeField(ref line);
        superOptions = Utf8Text.TakeField(ref line);
        return separator >= 0;
    }

    private static string? Below(string root, string path) =>
        root == "/" ? path[1..]
        : path == root ? ""
        : path.StartsWith(root + "/", StringComparison.Ordinal) ? path[(root.Length + 1)..]
        : null;

    /// <summary>mountinfo writes blank, tab, line feed and backslash as three octal digits.</summary>
    private static string Unescape(ReadOnlySpan<byte> field)
    {
        string text = Encoding.UTF8.GetString(field);
        return text.Contains('\\')
            ? text.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal)
                .Replace("\\012", "\n", StringComparison.Ordinal).Replace("\\134", "\\", StringComparison.Ordinal)
            : text;
    }
}
