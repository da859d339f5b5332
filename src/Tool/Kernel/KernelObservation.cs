using AppFrag.Model;
using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Waits;

namespace AppFrag.Tool.Kernel;

/// <summary>Everything as the kernel counted it: addresses without names, ids without processes.</summary>
internal sealed record KernelObservation
{
    public required TimeSpan Observed { get; init; }

    /// <summary>Clock ticks since boot.</summary>
    public required long WindowStart { get; init; }

    public required KernelCounters Before { get; init; }

    public required KernelCounters After { get; init; }

    public required WaitTracker Waits { get; init; }

    public CountedTable? MixingParts { get; init; }

    public CountedTable? MixingBlocks { get; init; }

    public CountedTable? MixingTasks { get; init; }

    public CountedTable? Allocations { get; init; }

    public CountedTable? Frees { get; init; }

    public CountedTable? CacheAllocations { get; init; }

    public CountedTable? CacheFrees { get; init; }

    public CountedTable? PageFaults { get; init; }

    public required IReadOnlyList<string> CountedBy { get; init; }

    public required IReadOnlyList<SourceStatus> Sources { get; init; }
}
