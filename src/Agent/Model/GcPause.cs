namespace AppFrag.Model;

/// <summary>One stretch in which all managed threads stood still for the GC.</summary>
internal sealed record GcPause
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks when the runtime began to suspend the threads (GCSuspendEEBegin, 9).</summary>
    public required long Start { get; init; }

    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks when all threads ran again (GCRestartEEEnd, 3).</summary>
    public required long End { get; init; }

    /// <summary>Number of the collection that paused, as in <see cref="GcSample.Index"/>.</summary>
    public long Index { get; init; }

    /// <summary>Condemned generation of the collection that paused, 0 to 2.</summary>
    public required int Generation { get; init; }

    /// <summary>Why it collected, in the words of <see cref="GcReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>Share of the heap that was holes before the collection, 0 to 1; <see langword="null"/> when the collection did not end in this pause (background GC).</summary>
    public double? FragmentationBefore { get; init; }

    /// <summary>The same after it.</summary>
    public double? FragmentationAfter { get; init; }

    public TimeSpan Duration => System.Diagnostics.Stopwatch.GetElapsedTime(Start, End);
}
