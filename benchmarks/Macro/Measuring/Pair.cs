namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>One watcher in one round, and the service without a watcher that ran at the same time.</summary>
internal sealed record Pair(string Load, string Watcher, int Round, Measurement Alone, Measurement Watched)
{
    /// <summary>CPU time of processes that have nothing to do with the measurement, as a share of one core.</summary>
    public double ForeignCpu => Math.Max(Alone.ForeignCpu, Watched.ForeignCpu);
}
