namespace AppFrag.Model;

/// <summary>
/// What one burst saw of one stack, type, heap and route. A value: the bursts of ten minutes are kept, and their sums would
/// be thousands of objects that every full collection of the process marks. Made by an <see cref="AllocationGroup"/>.
/// </summary>
internal readonly record struct AllocationSum(CallStack Stack, string Type, AllocationKind Kind)
{
    /// <summary>The request behind it; <see langword="null"/> when unattributed.</summary>
    public RequestRoute? Route { get; init; }

    /// <summary>Number of samples.</summary>
    public long Samples { get; init; }

    /// <summary>Estimated bytes allocated while the burst was on.</summary>
    public double Bytes { get; init; }

    /// <summary>Estimated number of objects.</summary>
    public double Objects { get; init; }

    /// <summary>Variance of <see cref="Bytes"/> from the random draw, square bytes.</summary>
    public double DrawVariance { get; init; }

    /// <summary>Variance of <see cref="Bytes"/> from the random draw and from how many objects there happened to be (Poisson), square bytes.</summary>
    public double Spread { get; init; }

    /// <summary>Squared sizes of the objects, added up (estimated): with <see cref="Bytes"/> and <see cref="Objects"/> it says how much sizes vary.</summary>
    public double SizeSquares { get; init; }

    /// <summary>Smallest sampled object, bytes.</summary>
    public long Smallest { get; init; }

    /// <summary>Largest sampled object, bytes.</summary>
    public long Largest { get; init; }
}
