using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Where the own cgroup's files are, or why there are none. Memory and pressure may lie in different hierarchies: on a hybrid machine memory is version 1 and pressure version 2.</summary>
internal sealed record CgroupFiles
{
    /// <summary>The cgroup with the memory controller; <see langword="null"/> with <see cref="NoMemoryReason"/>.</summary>
    public CgroupLocator.Location? Memory { get; private init; }

    public string NoMemoryReason { get; private init; } = "";

    public CgroupLayout Layout { get; private init; }

    /// <summary>The memory.pressure file; <see langword="null"/> with <see cref="NoPressureReason"/>.</summary>
    public string? PressurePath { get; private init; }

    public string NoPressureReason { get; private init; } = "";

    /// <summary>Whether the process is in a container, and so the kernel's files describe a node that it shares.</summary>
    public HostScope Scope { get; private init; }

    public static CgroupFiles Locate(HostRoots roots, TimeProvider timeProvider)
    {
        using var cgroup = new KernelFile(CgroupMemoryReader.Name, roots.Proc("self/cgroup"), "a kernel or a sandbox without cgroups", timeProvider);
        using var mountinfo = new KernelFile(CgroupMemoryReader.Name, roots.Proc("self/mountinfo"), "not a Linux procfs", timeProvider);
        string? unreadable = WhyUnreadable(cgroup) ?? WhyUnreadable(mountinfo);
        var environment = roots.IsCopy ? ContainerSigns.Unknown : ContainerSigns.ThisProcess;
        var scope = ContainerSigns.Find(cgroup.Text, mountinfo.Text, environment) is null ? HostScope.Host : HostScope.Node;
        if (unreadable is not null)
        {
            return new CgroupFiles { NoMemoryReason = unreadable, NoPressureReason = unreadable, Scope = scope };
        }

        var unified = CgroupLocator.FindUnified(cgroup.Text, mountinfo.Text, out string noUnified);
        unified = Move(roots, unified, ref noUnified);
        if (unified is { Path: "/" } && IsRootOfTheMachine(unified.Directory))
        {
            // Its pressure is the whole machine's: called the process's own it would claim too much.
            noUnified = "the process is in the root cgroup v2, whose pressure is the host's; start it in a cgroup v2 of its own (systemd, a container)";
            unified = null;
        }
        else if (unified is { Path: "/" } && scope == HostScope.Host && unified.MountPoint == unified.Directory)
        {
            // The root of a cgroup namespace: only a container has one.
            scope = HostScope.Node;
        }

        var v1 = CgroupLocator.FindMemoryV1(cgroup.Text, mountinfo.Text, out _);
        string ignored = "";
        v1 = Move(roots, v1, ref ignored);
        return new CgroupFiles
        {
            Memory = v1 ?? unified,
            NoMemoryReason = noUnified,
            Layout = CgroupLocator.FindLayout(mountinfo.Text),
            PressurePath = unified is null ? null : Path.Combine(unified.Directory, "memory.pressure"),
            NoPressureReason = noUnified,
            Scope = scope,
        };
    }

    private static string? WhyUnreadable(KernelFile file) =>
        !file.TryRead() ? file.Status.Reason
        : file.Text.IsEmpty ? $"{file.Path} is empty: a sandbox without cgroups"
        : null;

    private static CgroupLocator.Location? Move(HostRoots roots, CgroupLocator.Location? location, ref string reason)
    {
        if (location is null)
        {
            return null;
        }

        if (roots.Mount(location.Directory) is { } directory)
        {
            return location with { Directory = directory, MountPoint = roots.Mount(location.MountPoint) ?? directory };
        }

        reason = $"{location.Directory} belongs to the machine the copy was made on: give --sysfs too";
        return null;
    }

    /// <summary>Only the root of the whole hierarchy has none of these; the root of a container's namespace has them.</summary>
    private static bool IsRootOfTheMachine(string directory) =>
        !File.Exists(Path.Combine(directory, "cgroup.events")) && !File.Exists(Path.Combine(directory, "cgroup.type"))
        && !File.Exists(Path.Combine(directory, "memory.max"));
}
