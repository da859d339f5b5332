namespace AppFrag.Model;

/// <summary>The GC's cumulative counters at one tick; rates are differences of two samples.</summary>
internal readonly record struct RuntimeSample
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Collections of exactly or at least generation 0 since start (GC.CollectionCount counts every higher one too).</summary>
    public required int Gen0Collections { get; init; }

    public required int Gen1Collections { get; init; }

    public required int Gen2Collections { get; init; }

    /// <summary>GC.GetTotalAllocatedBytes since start, to within an allocation context (8 KB) a thread; 0 when unknown.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>GC.GetTotalPauseDuration since start.</summary>
    public required TimeSpan PauseTotal { get; init; }

    /// <summary>Longest pause seen since the previous tick; zero when there was none. While pauses are polled, that of the latest collection: a lower bound.</summary>
    public required TimeSpan PauseMax { get; init; }

    /// <summary>Pauses for collections of generation 2 since the previous tick; <see langword="null"/> while pauses are polled.</summary>
    public TimeSpan? FullPauses { get; init; }

    /// <summary>Pauses of at least the configured minimum since the previous tick.</summary>
    public required int LongPauses { get; init; }

    /// <summary>Sampled requests in flight during those pauses.</summary>
    public required int RequestsPaused { get; init; }

    /// <summary>Time that they stood still, added up over the requests.</summary>
    public TimeSpan PausedRequestTime { get; init; }
}
