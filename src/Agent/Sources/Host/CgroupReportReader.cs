using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Reads all of the own cgroup's memory that a report shows. Cold: memory.stat makes the kernel collect its per-CPU counters first.</summary>
internal static class CgroupReportReader
{
    public const string Remedy = "the memory controller is not enabled for this cgroup (cgroup.subtree_control of its parent)";

    private const int MostAncestors = 64;

    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    /// <summary>Fields of memory.stat that say what the memory is used for and whether it is short; those of version 1 follow.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "anon", "file", "kernel", "kernel_stack", "pagetables", "percpu", "sock", "shmem", "anon_thp", "slab", "slab_reclaimable",
        "slab_unreclaimable", "file_mapped", "file_dirty", "file_writeback", "unevictable", "pgfault", "pgmajfault", "pgscan", "pgsteal",
        "pgscan_direct", "pgsteal_direct", "workingset_refault", "workingset_refault_anon", "workingset_refault_file",
        "thp_fault_alloc", "thp_collapse_alloc",
        "cache", "rss", "rss_huge", "mapped_file", "dirty", "writeback", "swap",
    };

    public static CgroupReport? Read(CgroupFiles cgroup, TimeProvider timeProvider, out SourceStatus status)
    {
        if (cgroup.Memory is not { } location)
        {
            status = new SourceStatus(CgroupMemoryReader.Name, SourceState.Unavailable, cgroup.NoMemoryReason);
            return null;
        }

        var files = new Directory(location.Directory, new ColdFiles(timeProvider));
        bool isV2 = location.Version == 2;
        long current = files.Number(isV2 ? "memory.current" : "memory.usage_in_bytes");
        var (limit, isUnlimited) = files.Limit(isV2 ? "memory.max" : "memory.limit_in_bytes");
        var all = files.Numbers("memory.stat");
        var statistics = Statistics(all, isV2);
        var report = new CgroupReport(location.Version, location.Path, current, limit, isUnlimited, isV2 ? files.Numbers("memory.events") : EventsV1(files))
        {
            Layout = cgroup.Layout,
            EffectiveLimitBytes = isV2 ? EffectiveLimit(location, limit, timeProvider) : Lower(limit, HierarchicalLimit(all)),
            HighBytes = isV2 ? files.OptionalLimit("memory.high") : null,
            PeakBytes = files.OptionalNumber(isV2 ? "memory.peak" : "memory.max_usage_in_bytes"),
            LocalEvents = isV2 ? files.OptionalNumbers("memory.events.local") : Nothing,
            Statistics = statistics,
            AnonymousBytes = Find(statistics, isV2 ? "anon" : "rss"),
            FileBytes = Find(statistics, isV2 ? "file" : "cache"),
            MajorFaults = Find(statistics, "pgmajfault"),
            Refaults = Refaults(statistics),
        };
        status = files.Status;
        return current < 0 ? null : report;
    }

    private static Dictionary<string, long> EventsV1(Directory files)
    {
        var events = new Dictionary<string, long>(StringComparer.Ordinal);
        if (files.OptionalNumber("memory.failcnt") is { } failures)
        {
            events["failcnt"] = failures;
        }

        if (files.OptionalNumbers("memory.oom_control").TryGetValue("oom_kill", out long kills))
        {
            events["oom_kill"] = kills;
        }

        return events;
    }

    // Version 1 has each number twice, and only the one with "total_" counts the cgroups below as well, as version 2 does.
    private static SortedList<string, long> Statistics(IReadOnlyDictionary<string, long> all, bool isV2)
    {
        const string Total = "total_";
        var kept = new SortedList<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in all)
        {
            bool isTotal = !isV2 && name.StartsWith(Total, StringComparison.Ordinal);
            string key = isTotal ? KernelNames.Of(name.AsSpan(Total.Length)) : name;
            if (Kept.Contains(key) && (isV2 || isTotal || !all.ContainsKey(Total + name)))
            {
                kept[key] = value;
            }
        }

        return kept;
    }

    /// <summary>A cgroup above may have the lower limit; those outside the own namespace cannot be seen.</summary>
    private static long? EffectiveLimit(CgroupLocator.Location location, long? own, TimeProvider timeProvider)
    {
        long? lowest = own;
        string directory = location.Directory;
        for (int i = 0; i < MostAncestors && directory.Length > location.MountPoint.Length; i++)
        {
            if (Path.GetDirectoryName(directory) is not { Length: > 0 } parent)
            {
                break;
            }

            directory = parent;
            lowest = Lower(lowest, new Directory(directory, new ColdFiles(timeProvider)).OptionalLimit("memory.max"));
        }

        return lowest;
    }

    private static long? HierarchicalLimit(IReadOnlyDictionary<string, long> statistics) =>
        statistics.TryGetValue("hierarchical_memory_limit", out long limit) && !CgroupMemoryReader.IsUnlimited(limit) ? limit : null;

    private static long? Refaults(SortedList<string, long> statistics) => (Find(statistics, "workingset_refault_anon"), Find(statistics, "workingset_refault_file")) switch
    {
        (null, null) => Find(statistics, "workingset_refault"),
        var (anonymous, file) => Math.Min(anonymous ?? 0, long.MaxValue / 2) + Math.Min(file ?? 0, long.MaxValue / 2),
    };

    private static long? Find(SortedList<string, long> numbers, string name) => numbers.TryGetValue(name, out long value) ? value : null;

    private static long? Lower(long? one, long? other) => one is { } first && other is { } second ? Math.Min(first, second) : one ?? other;

    /// <summary>The files of one cgroup. Those that a kernel may lack are optional and leave the status alone.</summary>
    private sealed class Directory(string path, ColdFiles files)
    {
        public SourceStatus Status => files.Statuses[0];

        public long Number(string file) => files.Read(CgroupMemoryReader.Name, At(file), Remedy, NumberReader.TryParse, -1L);

        public long? OptionalNumber(string file) => File.Exists(At(file)) && Number(file) is >= 0 and var number ? number : null;

        public IReadOnlyDictionary<string, long> Numbers(string file) =>
            files.Read(CgroupMemoryReader.Name, At(file), Remedy, CgroupMemoryReader.TryParseNumbers, Nothing);

        public IReadOnlyDictionary<string, long> OptionalNumbers(string file) => File.Exists(At(file)) ? Numbers(file) : Nothing;

        public (long? Bytes, bool IsUnlimited) Limit(string file)
        {
            long? limit = files.Read<long?>(CgroupMemoryReader.Name, At(file), Remedy, CgroupMemoryReader.TryParseLimit, -1L);
            return (limit == -1 ? null : limit, limit is null);
        }

        public long? OptionalLimit(string file) => File.Exists(At(file)) ? Limit(file).Bytes : null;

        private string At(string file) => Path.Combine(path, file);
    }
}
