namespace AppFrag.Model;

/// <summary>What the agent knows at one moment: the host, the heaps, the sites and what follows from them.</summary>
public sealed record AppFragReport
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The time it covers, ending at <see cref="Timestamp"/>.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The host; <see langword="null"/> where host metrics are off or this is not Linux.</summary>
    public HostReport? Host { get; init; }

    /// <summary>The GC.</summary>
    public required GcReport Gc { get; init; }

    /// <summary>Allocation sites, largest estimated bytes per second first.</summary>
    public required IReadOnlyList<AllocationSite> Sites { get; init; }

    /// <summary>What follows, most severe first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Every source and, if unusable, why.</summary>
    public required IReadOnlyList<SourceStatus> Sources { get; init; }
}
