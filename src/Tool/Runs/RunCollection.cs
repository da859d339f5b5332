namespace AppFrag.Tool.Runs;

/// <summary>One collection.</summary>
internal sealed record RunCollection
{
    /// <summary>Its end, seconds since the start of the recording.</summary>
    public required double At { get; init; }

    /// <summary>The runtime's number of it.</summary>
    public required long Index { get; init; }

    /// <summary>Condemned generation, 0 to 2.</summary>
    public required int Generation { get; init; }

    /// <summary><c>blocking</c>, <c>background</c>, or <c>foreground</c>: blocking while a background collection runs.</summary>
    public required string Type { get; init; }

    public required string Reason { get; init; }

    /// <summary>All its pauses together; a background collection has two or more.</summary>
    public required double PauseSeconds { get; init; }

    /// <summary>Bytes that survived; <see langword="null"/> when the recording does not tell.</summary>
    public required long? PromotedBytes { get; init; }

    /// <summary>gen0, gen1, gen2, loh, poh.</summary>
    public required IReadOnlyList<RunGenerationSize> Before { get; init; }

    public required IReadOnlyList<RunGenerationSize> After { get; init; }
}

/// <param name="SizeBytes">Holes included.</param>
/// <param name="FreeListBytes">Holes on the free list.</param>
/// <param name="FreeObjectBytes">Holes too small for the free list.</param>
internal readonly record struct RunGenerationSize(long SizeBytes, long FreeListBytes, long FreeObjectBytes);
