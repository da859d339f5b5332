namespace AppFrag.Model;

/// <summary>How near a NUMA node is to the kernel's proactive compaction (mm/compaction.c).</summary>
/// <param name="Node">NUMA node.</param>
/// <param name="ProactiveScore">Share of free memory outside huge-page blocks, weighted over the zones, percent; <see langword="null"/> without zoneinfo.</param>
/// <param name="ProactiveStartsAt">The score above which compaction starts, percent; <see langword="null"/> without <c>vm.compaction_proactiveness</c>.</param>
public sealed record NodeReport(int Node, int? ProactiveScore, int? ProactiveStartsAt)
{
    /// <summary>The score at which a running proactive compaction stops, percent; <see langword="null"/> without <c>vm.compaction_proactiveness</c>.</summary>
    public int? ProactiveStopsAt { get; init; }

    /// <summary>By how many points the score may still rise before compaction starts; below 0 it is due. <see langword="null"/> when either is unknown.</summary>
    public int? ProactiveHeadroom => ProactiveStartsAt - ProactiveScore;
}
