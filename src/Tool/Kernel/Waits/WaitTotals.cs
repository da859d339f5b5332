namespace AppFrag.Tool.Kernel.Waits;

/// <summary>What one task's work of one kind came to.</summary>
internal sealed class WaitTotals
{
    public long Runs { get; private set; }

    public long Microseconds { get; private set; }

    public long LongestMicroseconds { get; private set; }

    /// <summary>Compaction only: runs after which the block that was wanted was there.</summary>
    public long Successes { get; private set; }

    /// <summary>Direct reclaim only: pages that were freed.</summary>
    public long PagesReclaimed { get; private set; }

    public void Add(long microseconds)
    {
        Runs++;
        Microseconds += microseconds;
        LongestMicroseconds = Math.Max(LongestMicroseconds, microseconds);
    }

    public void Add(WaitTotals other)
    {
        Runs += other.Runs;
        Microseconds += other.Microseconds;
        LongestMicroseconds = Math.Max(LongestMicroseconds, other.LongestMicroseconds);
        Successes += other.Successes;
        PagesReclaimed += other.PagesReclaimed;
    }

    public void AddSuccess() => Successes++;

    public void AddPages(long pages) => PagesReclaimed += pages;
}
