using System.Globalization;

namespace AppFrag.Sources.Host;

/// <summary>
/// Where the kernel's files are: the live mounts by default, or another root such as a container's mount of the node's
/// procfs or a tree copied from a sick machine.
/// </summary>
internal sealed record HostRoots(string Procfs = HostRoots.DefaultProcfs, string Sysfs = HostRoots.DefaultSysfs)
{
    public const string DefaultProcfs = "/proc";
    public const string DefaultSysfs = "/sys";

    private const string Self = "self/";

    /// <summary>A seam for tests: whether the default roots can exist at all.</summary>
    public bool IsLinux { get; init; } = OperatingSystem.IsLinux();

    /// <summary>The process whose cgroup, mappings and faults are read in place of the own ones.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Neither root exists on this operating system; a copied tree can be read anywhere.</summary>
    public bool IsUnsupported => !IsLinux && Procfs == DefaultProcfs;

    /// <summary>The procfs root is ordinary files, so its numbers may come from another machine and never change.</summary>
    public bool IsCopy => _isCopy ??= Procfs != DefaultProcfs && !IsMountOf("proc", Procfs);

    /// <summary>Numbers of a copied procfs next to this machine's own sysfs: they may belong to different machines.</summary>
    public bool MixesMachines => IsCopy && Sysfs == DefaultSysfs;

    private bool? _isCopy;

    public string Proc(string relative) => ProcessId is { } id && relative.StartsWith(Self, StringComparison.Ordinal)
        ? Path.Combine(Procfs, id.ToString(CultureInfo.InvariantCulture), relative[Self.Length..])
        : Path.Combine(Procfs, relative);

    public string Sys(string relative) => Path.Combine(Sysfs, relative);

    /// <summary>
    /// A mount point as mountinfo names it, moved under <see cref="Sysfs"/> when that is another root;
    /// <see langword="null"/> for a mount outside <c>/sys</c> of another root, which would be this machine's own.
    /// </summary>
    public string? Mount(string mountPoint)
    {
        if (Sysfs == DefaultSysfs)
        {
            return MixesMachines ? null : mountPoint;
        }

        return mountPoint.StartsWith(DefaultSysfs + "/", StringComparison.Ordinal)
            ? Sys(mountPoint[(DefaultSysfs.Length + 1)..])
            : null;
    }

    private static bool IsMountOf(string format, string path)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(path)).DriveFormat == format;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A root that cannot be examined is not a live mount; reading its files will say why.
            return false;
        }
    }
}
