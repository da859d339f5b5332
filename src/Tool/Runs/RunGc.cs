using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>The GC over the whole recording; these numbers count every collection and pause.</summary>
internal sealed record RunGc
{
    /// <summary>gen0, gen1, gen2, loh and poh after the latest collection; empty without GC events.</summary>
    public required IReadOnlyList<GenerationReport> Generations { get; init; }

    /// <summary>By condemned generation 0, 1, 2; each collection counts once.</summary>
    public required IReadOnlyList<int> Collections { get; init; }

    public required double PauseSeconds { get; init; }

    public required double LongestPauseSeconds { get; init; }

    public required int Pauses { get; init; }

    /// <summary>Collections that are counted here but not listed.</summary>
    public required int CollectionsOmitted { get; init; }

    /// <summary>Estimated allocation on the large object heap, bytes per second; <see langword="null"/> without allocation events.</summary>
    public required double? LohBytesPerSecond { get; init; }

    /// <summary>Half width of its 95 % interval.</summary>
    public required double? LohBytesPerSecondError { get; init; }
}
