namespace AppFrag.Model;

/// <summary>Memory of the process's own cgroup. A cgroup above it may have a lower limit.</summary>
/// <param name="Version">cgroup version, 1 or 2.</param>
/// <param name="Path">Path in the hierarchy as the process's own namespace sees it.</param>
/// <param name="CurrentBytes">Memory in use, page cache included, bytes.</param>
/// <param name="LimitBytes">Its limit, bytes; <see langword="null"/> when it has none (<paramref name="IsUnlimited"/>) or it could not be read.</param>
/// <param name="IsUnlimited">The cgroup says that it has no limit.</param>
/// <param name="Events"><c>memory.events</c> by kernel name, cumulative, those of cgroups below included; on version 1 <c>failcnt</c> and <c>oom_kill</c>.</param>
public sealed record CgroupReport(
    int Version,
    string Path,
    long CurrentBytes,
    long? LimitBytes,
    bool IsUnlimited,
    IReadOnlyDictionary<string, long> Events)
{
    /// <summary>How the hierarchies are laid out on this machine.</summary>
    public CgroupLayout Layout { get; init; }

    /// <summary>The lowest limit of this cgroup and of those above it that can be seen, bytes; <see langword="null"/> when none has one or none could be read.</summary>
    public long? EffectiveLimitBytes { get; init; }

    /// <summary><c>memory.high</c>: from here on allocations are slowed down and reclaim; bytes. <see langword="null"/> without one and on version 1.</summary>
    public long? HighBytes { get; init; }

    /// <summary>Highest usage so far (<c>memory.peak</c>, <c>memory.max_usage_in_bytes</c>), bytes; <see langword="null"/> before Linux 5.19 on version 2.</summary>
    public long? PeakBytes { get; init; }

    /// <summary><c>memory.events.local</c>: events of this cgroup without those below it; empty on version 1.</summary>
    public IReadOnlyDictionary<string, long> LocalEvents { get; init; } = new Dictionary<string, long>();

    /// <summary>
    /// The chosen fields of <c>memory.stat</c> by kernel name, bytes or events. Names differ between the versions
    /// (<c>anon</c> and <c>file</c>, <c>rss</c> and <c>cache</c>); on version 1 they are the totals with the cgroups below.
    /// </summary>
    public IReadOnlyDictionary<string, long> Statistics { get; init; } = new Dictionary<string, long>();

    /// <summary>Anonymous memory, which a .NET heap is, bytes (<c>anon</c>; <c>rss</c> on version 1); <see langword="null"/> without memory.stat.</summary>
    public long? AnonymousBytes { get; init; }

    /// <summary>Page cache, bytes (<c>file</c>; <c>cache</c> on version 1); <see langword="null"/> without memory.stat.</summary>
    public long? FileBytes { get; init; }

    /// <summary>Major page faults so far; <see langword="null"/> without memory.stat.</summary>
    public long? MajorFaults { get; init; }

    /// <summary>Pages that were read again soon after they were reclaimed, so far; <see langword="null"/> without memory.stat.</summary>
    public long? Refaults { get; init; }
}

/// <summary>How the cgroup hierarchies of a machine are laid out.</summary>
public enum CgroupLayout
{
    /// <summary>Version 2 only.</summary>
    Unified,

    /// <summary>Version 1 only.</summary>
    Legacy,

    /// <summary>Version 1 with its controllers, and version 2 beside it.</summary>
    Hybrid,
}
