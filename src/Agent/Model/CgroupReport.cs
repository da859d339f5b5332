namespace AppFrag.Model;

/// <summary>Memory of the process's own cgroup. A cgroup above it may have a lower limit.</summary>
/// <param name="Version">cgroup version, 1 or 2.</param>
/// <param name="Path">Path in the hierarchy as the process's own namespace sees it.</param>
/// <param name="CurrentBytes">Memory in use, page cache included, bytes.</param>
/// <param name="LimitBytes">Its limit, bytes; <see langword="null"/> when it has none (<paramref name="IsUnlimited"/>) or it could not be read.</param>
/// <param name="IsUnlimited">The cgroup says that it has no limit.</param>
/// <param name="Events"><c>memory.events</c> by kernel name, cumulative; empty on version 1.</param>
public sealed record CgroupReport(
    int Version,
    string Path,
    long CurrentBytes,
    long? LimitBytes,
    bool IsUnlimited,
    IReadOnlyDictionary<string, long> Events);
