using System.Text.Json;

namespace AppFrag.Tool.Runs;

/// <summary>The host during the recording.</summary>
/// <param name="Latest">The last full reading, as <c>appfrag host --format json</c> prints it (schema <c>appfrag.host/1</c>).</param>
/// <param name="Timeline">A few of its values, once a second.</param>
internal sealed record RunHost(JsonElement Latest, IReadOnlyList<RunHostSample> Timeline);

/// <summary>Values of one moment; -1 where the kernel does not offer them, counters since boot.</summary>
internal sealed record RunHostSample
{
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
}
