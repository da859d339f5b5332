namespace AppFrag.Model;

/// <summary>What one burst of allocation sampling saw.</summary>
internal sealed record AllocationBurst
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks when sampling was on.</summary>
    public required long Start { get; init; }

    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks when it was switched off.</summary>
    public required long End { get; init; }

    public required IReadOnlyList<AllocationSum> Groups { get; init; }

    /// <summary>The time it stands for, its own included: what has passed since the burst before; at least <see cref="ObservedSeconds"/>.</summary>
    public double RepresentedSeconds { get; init; }

    /// <summary>Bytes the process allocated in that time, counted by the GC (to within an allocation context, 8 KB, a thread); 0 when unknown.</summary>
    public long RepresentedBytes { get; init; }

    public double ObservedSeconds => System.Diagnostics.Stopwatch.GetElapsedTime(Start, End).TotalSeconds;
}
