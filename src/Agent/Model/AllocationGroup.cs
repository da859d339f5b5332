namespace AppFrag.Model;

/// <summary>Adds up the samples of one burst that share stack, type, heap and route; <see cref="AllocationSum"/> is what is kept of it.</summary>
internal sealed class AllocationGroup(CallStack stack, string type, AllocationKind kind, RequestRoute? route)
{
    public CallStack Stack { get; } = stack;

    public string Type { get; } = type;

    public AllocationKind Kind { get; } = kind;

    /// <inheritdoc cref="AllocationSum.Route"/>
    public RequestRoute? Route { get; } = route;

    public long Samples { get; private set; }

    /// <inheritdoc cref="AllocationSum.Bytes"/>
    public double Bytes { get; private set; }

    /// <inheritdoc cref="AllocationSum.Objects"/>
    public double Objects { get; private set; }

    /// <inheritdoc cref="AllocationSum.DrawVariance"/>
    public double DrawVariance { get; private set; }

    /// <inheritdoc cref="AllocationSum.Spread"/>
    public double Spread { get; private set; }

    /// <inheritdoc cref="AllocationSum.SizeSquares"/>
    public double SizeSquares { get; private set; }

    /// <inheritdoc cref="AllocationSum.Smallest"/>
    public long Smallest { get; private set; } = long.MaxValue;

    /// <inheritdoc cref="AllocationSum.Largest"/>
    public long Largest { get; private set; }

    /// <param name="objectSize">Size of a sampled object, bytes.</param>
    public void Add(long objectSize) => Add(objectSize, SamplingEstimate.Weight(objectSize), 1);

    /// <param name="objectSize">Size of a sampled object, bytes.</param>
    /// <param name="objects">How many objects it stands for.</param>
    /// <param name="scale">At least 1: how many samples this one stands for because others found no room.</param>
    public void Add(long objectSize, double objects, double scale)
    {
        double weight = objects * scale;
        Samples++;
        Objects += weight;
        Bytes += weight * objectSize;
        SizeSquares += weight * objectSize * objectSize;
        Smallest = Math.Min(Smallest, objectSize);
        Largest = Math.Max(Largest, objectSize);

        // Horvitz-Thompson: s²·(1−q)/q² with q = 1/weight.
        DrawVariance += (double)objectSize * objectSize * weight * (weight - 1);
        Spread += (double)objectSize * objectSize * weight * weight;
    }

    /// <summary>Adds all that another group holds.</summary>
    public void Add(AllocationGroup other)
    {
        Samples += other.Samples;
        Objects += other.Objects;
        Bytes += other.Bytes;
        DrawVariance += other.DrawVariance;
        Spread += other.Spread;
        SizeSquares += other.SizeSquares;
        Smallest = Math.Min(Smallest, other.Smallest);
        Largest = Math.Max(Largest, other.Largest);
    }
}
