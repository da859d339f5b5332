namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>What one watcher cost under one load in one round. The process under test is the service; a watcher beside it is counted apart.</summary>
internal sealed record Measurement
{
    public required string Load { get; init; }

    public required string Watcher { get; init; }

    public required int Round { get; init; }

    public required double Seconds { get; init; }

    public required long Requests { get; init; }

    public required long Failures { get; init; }

    /// <summary>User and system time of the service process.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>User and system time of the watching process beside it; 0 without one.</summary>
    public required double WatcherCpuSeconds { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    /// <summary>Median over the measurement, bytes.</summary>
    public required long ResidentBytes { get; init; }

    public required long AllocatedBytes { get; init; }

    public required int Collections { get; init; }

    public required int Gen2Collections { get; init; }

    public required double PauseSeconds { get; init; }

    /// <summary>CPU time of processes that have nothing to do with the measurement, as a share of one core.</summary>
    public required double ForeignCpu { get; init; }

    public double CpuPerRequest => CpuSeconds / Requests;

    public double CollectionsPerRequest => (double)Collections / Requests;

    public double AllocatedPerRequest => (double)AllocatedBytes / Requests;
}
