namespace AppFrag.MacroBenchmark.Service;

/// <summary>What the service's runtime has counted since its start.</summary>
/// <param name="AllocatedBytes">By the application, and by a watcher that lives in its process.</param>
/// <param name="Collections">Of any generation.</param>
/// <param name="Gen2Collections">Of generation 2.</param>
/// <param name="PauseSeconds">All pauses together.</param>
/// <param name="CommittedBytes">By the GC, at its last collection.</param>
/// <param name="LiveObjects">What the service holds all the time.</param>
internal sealed record Counters(long AllocatedBytes, int Collections, int Gen2Collections, double PauseSeconds, long CommittedBytes, int LiveObjects)
{
    public Counters Since(Counters before) => new(
        AllocatedBytes - before.AllocatedBytes,
        Collections - before.Collections,
        Gen2Collections - before.Gen2Collections,
        PauseSeconds - before.PauseSeconds,
        CommittedBytes,
        LiveObjects);
}
