using System.Text;

namespace AppFrag.Sources.Host;

/// <summary>
/// Whether this process is in a container. Wanted only to label numbers: they are the node's, not the container's. The
/// kernel knows namespaces, not containers, so the namespaces decide (<c>/proc/self/ns</c>, namespaces(7); the first ones
/// have fixed numbers, include/linux/proc_ns.h), then what engines write into cgroup paths. A file such as
/// <c>/.dockerenv</c> counts only where the namespaces cannot be seen: virtual machines made from images have it too.
/// </summary>
internal static class ContainerSigns
{
    /// <summary>What a process can see besides its cgroup and its mounts. A seam for tests.</summary>
    internal sealed record Surroundings(Func<string, string?> LinkTarget, Func<string, bool> FileExists, Func<string, string?> Variable);

    /// <summary>Of a copied tree nothing but its files is known.</summary>
    public static readonly Surroundings Unknown = new(_ => null, _ => false, _ => null);

    public static readonly Surroundings ThisProcess = new(LinkTarget, File.Exists, Environment.GetEnvironmentVariable);

    private static readonly (string Link, string First)[] Namespaces = [("/proc/self/ns/pid", "pid:[4026531836]"), ("/proc/self/ns/cgroup", "cgroup:[4026531835]")];

    private static readonly string[] MarkerFiles = ["/.dockerenv", "/run/.containerenv"];

    /// <summary>Set by Kubernetes, by Microsoft's .NET images, and by systemd-nspawn and podman.</summary>
    private static readonly string[] Variables = ["KUBERNETES_SERVICE_HOST", "DOTNET_RUNNING_IN_CONTAINER", "container"];

    /// <summary>Parts of cgroup paths that engines choose.</summary>
    private static readonly string[] PathParts = ["/docker", "/kubepods", "kubepods.slice", "/libpod", "cri-containerd", "crio-", "/lxc", "/ecs/", "/garden/"];

    /// <summary>The sign that was found; <see langword="null"/> without any.</summary>
    public static string? Find(ReadOnlySpan<byte> cgroup, ReadOnlySpan<byte> mountinfo, Surroundings surroundings)
    {
        bool isSeen = true;
        foreach (var (link, first) in Namespaces)
        {
            string? target = surroundings.LinkTarget(link);
            if (target is not null && target != first)
            {
                return $"{link}: {target}";
            }

            isSeen &= target is not null;
        }

        if (!isSeen && MarkerFiles.FirstOrDefault(surroundings.FileExists) is { } marker)
        {
            return marker;
        }

        if (!isSeen && Variables.FirstOrDefault(name => !string.IsNullOrEmpty(surroundings.Variable(name))) is { } variable)
        {
            return $"environment variable {variable}";
        }

        string paths = Encoding.UTF8.GetString(cgroup);
        if (PathParts.FirstOrDefault(part => paths.Contains(part, StringComparison.Ordinal)) is { } part)
        {
            return $"/proc/self/cgroup: {part}";
        }

        return CgroupLocator.FindMountOfPart(mountinfo) is { } root ? $"/proc/self/mountinfo: {root}" : null;
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A sandbox that hides it: the weaker signs decide.
            return null;
        }
    }
}
