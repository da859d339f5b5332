namespace AppFrag.Model;

/// <summary>One generation of the GC's heap after the latest collection that looked at it.</summary>
/// <param name="Name"><c>gen0</c>, <c>gen1</c>, <c>gen2</c>, <c>loh</c> or <c>poh</c>.</param>
/// <param name="SizeBytes">Size after that collection, bytes, holes included.</param>
/// <param name="FragmentedBytes">Free space between objects, bytes.</param>
public sealed record GenerationReport(string Name, long SizeBytes, long FragmentedBytes)
{
    /// <summary><see cref="FragmentedBytes"/> over <see cref="SizeBytes"/>, 0 to 1.</summary>
    public double FragmentationRatio => SizeBytes > 0 ? (double)FragmentedBytes / SizeBytes : 0;
}

/// <summary>The GC over the report's window.</summary>
public sealed record GcReport
{
    /// <summary>gen0, gen1, gen2, loh, poh in this order.</summary>
    public required IReadOnlyList<GenerationReport> Generations { get; init; }

    /// <summary>Collections in the window by generation 0, 1, 2.</summary>
    public required IReadOnlyList<int> Collections { get; init; }

    /// <summary>How the holes go over the last collections of generation 2, also of those before the window; empty with fewer than five.</summary>
    public IReadOnlyList<GenerationTrend> Trends { get; init; } = [];

    /// <summary>What the latest look at pinned objects found, largest first; empty when nothing was pinned or no look has been possible.</summary>
    public IReadOnlyList<PinnedType> Pinned { get; init; } = [];

    /// <summary>Time all managed threads were paused in the window.</summary>
    public required TimeSpan PauseTotal { get; init; }

    /// <summary>Longest pause in the window.</summary>
    public required TimeSpan PauseMax { get; init; }

    /// <summary>Estimated bytes per second allocated on the large object heap in the window, and the half width of its 95 % interval; <see langword="null"/> without allocation sampling.</summary>
    public (double Value, double Error)? LohBytesPerSecond { get; init; }

    /// <summary>Heap size limit (total available memory or hard limit), bytes.</summary>
    public required long HeapLimitBytes { get; init; }
}
