namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>What one service cost. A watcher in a process beside it is counted apart.</summary>
internal sealed record Measurement
{
    public required double Seconds { get; init; }

    public required long Requests { get; init; }

    public required long Failures { get; init; }

    /// <summary>User and system time of the service process.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Of <see cref="CpuSeconds"/>, what the kernel used, and its page faults.</summary>
    public required KernelWork Kernel { get; init; }

    /// <summary>User and system time of the watching process beside it; 0 without one.</summary>
    public required double WatcherCpuSeconds { get; init; }

    /// <summary>User and system time of the load process.</summary>
    public required double SenderCpuSeconds { get; init; }

    /// <summary>The service's CPU by kind of thread, see <see cref="ThreadCpu"/>.</summary>
    public required IReadOnlyDictionary<string, double> CpuByThread { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    /// <summary>Median over the measurement, bytes.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>Resident memory at the end by kind.</summary>
    public required MemoryMap Memory { get; init; }

    /// <summary>What the GC had committed at its last collection: budgets and holes included.</summary>
    public required long HeapCommittedBytes { get; init; }

    public required long AllocatedBytes { get; init; }

    public required int Collections { get; init; }

    public required int Gen2Collections { get; init; }

    public required double PauseSeconds { get; init; }

    /// <summary>CPU time of processes that have nothing to do with the measurement, as a share of one core.</summary>
    public required double ForeignCpu { get; init; }

    /// <summary>Time in which the hypervisor ran somebody else, as a share of one core.</summary>
    public required double StolenCpu { get; init; }

    public double CpuPerRequest => CpuSeconds / Requests;

    /// <summary>
    /// The service's CPU against that of its load, which does the same work on the same processors whoever watches: how
    /// fast these processors were just then is in both.
    /// </summary>
    public double CpuBySender => CpuSeconds / SenderCpuSeconds;

    public double CollectionsPerRequest => (double)Collections / Requests;

    public double FaultsPerRequest => (double)Kernel.MinorFaults / Requests;

    public double AllocatedPerRequest => (double)AllocatedBytes / Requests;
}
