namespace AppFrag.Model;

/// <summary>The heap after one collection.</summary>
internal readonly record struct GcSample
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks at the end of the collection.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Number of the collection (GC.CollectionCount-like index of the GCStart event).</summary>
    public required long Index { get; init; }

    /// <summary>Condemned generation, 0 to 2.</summary>
    public required int Generation { get; init; }

    /// <summary>GC reason as the GCStart event gives it (clretwall.man GCReason).</summary>
    public required int Reason { get; init; }

    /// <summary>Size and holes after the collection of gen0, gen1, gen2, loh, poh.</summary>
    public required GenerationSizes Sizes { get; init; }

    /// <summary>The same before it.</summary>
    public GenerationSizes SizesBefore { get; init; }

    /// <summary>How it ran, as the GCStart event gives it: 0 blocking, 1 background, 2 blocking during a background collection.</summary>
    public int Type { get; init; }

    /// <summary>Bytes that survived, all generations; <see langword="null"/> without a GCHeapStats event.</summary>
    public long? PromotedBytes { get; init; }
}

/// <summary>Sizes of gen0, gen1, gen2, loh and poh in bytes; an inline array so that a ring of samples is one allocation.</summary>
[System.Runtime.CompilerServices.InlineArray(Count)]
internal struct GenerationSizes : IEquatable<GenerationSizes>
{
    public const int Count = 5;
    public const int Gen2 = 2;
    public const int Loh = 3;
    public const int Poh = 4;

    private GenerationSize _first;

    public readonly bool Equals(GenerationSizes other) => ((ReadOnlySpan<GenerationSize>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is GenerationSizes other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3], this[4]);
}

/// <param name="SizeBytes">Size after the collection, holes included.</param>
/// <param name="FreeListBytes">Holes on the free list.</param>
/// <param name="FreeObjectBytes">Holes too small for the free list.</param>
internal readonly record struct GenerationSize(long SizeBytes, long FreeListBytes, long FreeObjectBytes)
{
    public long FragmentedBytes => FreeListBytes + FreeObjectBytes;
}
