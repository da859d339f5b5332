namespace AppFrag.Model;

/// <summary>
/// How the holes of one generation go over the last collections of generation 2. Only these look at
/// every object, and single values swing, so the slope is the median of all pairs (Theil–Sen) with its 95 % interval.
/// </summary>
public sealed record GenerationTrend
{
    /// <summary><c>gen2</c>, <c>loh</c> or <c>poh</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Collections of generation 2 that it rests on; at least five.</summary>
    public required int Collections { get; init; }

    /// <summary>Median of the holes after these collections, bytes.</summary>
    public required long FragmentedBytes { get; init; }

    /// <summary><see cref="FragmentedBytes"/> over the heap limit, 0 to 1; <see langword="null"/> without a limit.</summary>
    public double? ShareOfLimit { get; init; }

    /// <summary>Growth of the holes, bytes per minute.</summary>
    public required double BytesPerMinute { get; init; }

    /// <summary>Lower end of the 95 % interval of <see cref="BytesPerMinute"/>; above 0 the holes grow.</summary>
    public required double BytesPerMinuteLow { get; init; }

    /// <summary>Upper end of the 95 % interval of <see cref="BytesPerMinute"/>; below 0 the holes shrink.</summary>
    public required double BytesPerMinuteHigh { get; init; }
}
