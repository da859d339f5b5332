namespace AppFrag.Model;

/// <summary>What one burst of allocation sampling saw.</summary>
internal sealed record AllocationBurst
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks when sampling was on.</summary>
    public required long Start { get; init; }

    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks when it was switched off.</summary>
    public required long End { get; init; }

    public required IReadOnlyList<AllocationGroup> Groups { get; init; }

    /// <summary>The time it stands for, its own included: what has passed since the burst before; at least <see cref="ObservedSeconds"/>.</summary>
    public double RepresentedSeconds { get; init; }

    /// <summary>Bytes the process allocated in that time, counted by the GC (to within an allocation context, 8 KB, a thread); 0 when unknown.</summary>
    public long RepresentedBytes { get; init; }

    public double ObservedSeconds => System.Diagnostics.Stopwatch.GetElapsedTime(Start, End).TotalSeconds;
}

/// <summary>Samples of one burst that share stack, type, heap and route.</summary>
internal sealed class AllocationGroup(CallStack stack, string type, AllocationKind kind, RequestRoute? route)
{
    public CallStack Stack { get; } = stack;

    public string Type { get; } = type;

    public AllocationKind Kind { get; } = kind;

    /// <summary>The request behind it; <see langword="null"/> when unattributed.</summary>
    public RequestRoute? Route { get; } = route;

    public long Samples { get; private set; }

    /// <summary>Estimated bytes allocated while the burst was on.</summary>
    public double Bytes { get; private set; }

    /// <summary>Estimated number of objects.</summary>
    public double Objects { get; private set; }

    /// <summary>Variance of <see cref="Bytes"/> from the random draw, square bytes.</summary>
    public double DrawVariance { get; private set; }

    /// <summary>Variance of <see cref="Bytes"/> from the random draw and from how many objects there happened to be (Poisson), square bytes.</summary>
    public double Spread { get; private set; }

    /// <summary>Squared sizes of the objects, added up (estimated): with <see cref="Bytes"/> and <see cref="Objects"/> it says how much sizes vary.</summary>
    public double SizeSquares { get; private set; }

    /// <summary>Smallest sampled object, bytes.</summary>
    public long Smallest { get; private set; } = long.MaxValue;

    /// <summary>Largest sampled object, bytes.</summary>
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
