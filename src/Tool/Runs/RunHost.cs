using System.Text.Json;

namespace AppFrag.Tool.Runs;

/// <summary>The host during the recording.</summary>
/// <param name="Latest">The last full reading, as <c>appfrag host --format json</c> prints it (schema <c>appfrag.host/1</c>).</param>
/// <param name="Timeline">A few of its values, once a second; of more than 3,600 every n-th.</param>
/// <param name="Earlier">The full reading at the start, in the same form; <see langword="null"/> without one.</param>
internal sealed record RunHost(JsonElement Latest, IReadOnlyList<RunHostSample> Timeline, JsonElement? Earlier = null);

/// <summary>Values of one moment; -1 where the kernel does not offer them, counters since boot.</summary>
internal sealed record RunHostSample
{
    /// <summary>Seconds since the start of the recording.</summary>
    public required double At { get; init; }

    public required long MemFreeBytes { get; init; }

    public required long MemAvailableBytes { get; init; }

    /// <summary>Unusable index at huge-page order, thousandths.</summary>
    public required int UnusableIndexPmd { get; init; }

    public required long CompactionStalls { get; init; }

    public required long AllocationStalls { get; init; }

    public required long ThpFaultFallbacks { get; init; }

    /// <summary>Microseconds in which some task waited for memory, on the whole host.</summary>
    public required long HostPressureSome { get; init; }

    /// <summary>The same in the cgroup of the process.</summary>
    public required long CgroupPressureSome { get; init; }

    /// <summary>Free blocks of at least huge-page size, counted in huge pages.</summary>
    public long FreeHugePages { get; init; } = -1;

    /// <summary>Microseconds in which all tasks waited for memory at once, on the whole host.</summary>
    public long HostPressureFull { get; init; } = -1;

    /// <summary>The same in the cgroup of the process.</summary>
    public long CgroupPressureFull { get; init; } = -1;

    /// <summary>Usage of the cgroup of the process, page cache included.</summary>
    public long CgroupCurrentBytes { get; init; } = -1;

    /// <summary>The lowest limit on that cgroup.</summary>
    public long CgroupLimitBytes { get; init; } = -1;

    /// <summary>Major page faults of the process so far.</summary>
    public long ProcessMajorFaults { get; init; } = -1;

    /// <summary>Memory mappings of the process.</summary>
    public long MemoryMaps { get; init; } = -1;
}
