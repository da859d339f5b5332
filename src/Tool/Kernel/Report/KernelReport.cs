using AppFrag.Model;
using AppFrag.Tool.Kernel.Processes;

namespace AppFrag.Tool.Kernel.Report;

/// <summary>What was watched, with names. A part is <see langword="null"/> where it could not be watched; <see cref="Sources"/> says why.</summary>
internal sealed record KernelReport
{
    public required DateTimeOffset Timestamp { get; init; }

    public required string KernelRelease { get; init; }

    public required TimeSpan Requested { get; init; }

    public required TimeSpan Observed { get; init; }

    public required IReadOnlyList<string> CountedBy { get; init; }

    public MixingReport? Mixing { get; init; }

    public WaitReport? Compaction { get; init; }

    public WaitReport? DirectReclaim { get; init; }

    public ProcessCounts? PageFaults { get; init; }

    public AllocationReport? Allocations { get; init; }

    public CacheReport? Caches { get; init; }

    /// <summary>How far the kernel's own counters moved, by name.</summary>
    public required IReadOnlyDictionary<string, long> Vmstat { get; init; }

    public required IReadOnlyList<SourceStatus> Sources { get; init; }
}

/// <summary>Pages taken from pageblocks of another migrate type.</summary>
/// <param name="BlockOrder">Order of a pageblock.</param>
/// <param name="Types">By the two types, most frequent first.</param>
/// <param name="Processes">Who mixed: only the events that left a block mixed; <see langword="null"/> where that is not known.</param>
/// <param name="BlocksBefore">Pageblocks by type when watching began.</param>
/// <param name="BlocksAfter">The same when it ended; empty if it could not be read again.</param>
internal sealed record MixingReport(
    int BlockOrder,
    IReadOnlyList<MixingTypes> Types,
    IReadOnlyList<ProcessCount>? Processes,
    IReadOnlyDictionary<string, long> BlocksBefore,
    IReadOnlyDictionary<string, long> BlocksAfter)
{
    public long Events => Types.Sum(types => types.Events);

    public long Harmful => Types.Where(types => types.IsHarmful).Sum(types => types.Events);

    /// <summary>The mixing that compaction cannot undo: what cannot be moved, in a block of what can.</summary>
    public long UnmovableInMovable => Types.Where(types => types is { IsHarmful: true, Wanted: "Unmovable" or "Reclaimable", TakenFrom: "Movable" }).Sum(types => types.Events);
}

/// <param name="Wanted">Type of the allocation.</param>
/// <param name="TakenFrom">Type of the block it got pages from.</param>
/// <param name="IsPart">A part of a block, not a whole one or more.</param>
/// <param name="IsConverted">The block then changed to the wanted type.</param>
/// <param name="Events">How often.</param>
internal sealed record MixingTypes(string Wanted, string TakenFrom, bool IsPart, bool IsConverted, long Events)
{
    /// <summary>The block keeps its type and now holds pages of both.</summary>
    public bool IsHarmful => IsPart && !IsConverted;
}

internal sealed record ProcessCount(ProcessIdentity Process, long Events);

internal sealed record ProcessCounts(IReadOnlyList<ProcessCount> Processes)
{
    public long Events => Processes.Sum(process => process.Events);
}

/// <summary>Compaction or direct reclaim by process.</summary>
/// <param name="Processes">Longest in total first.</param>
/// <param name="StillOpen">Runs that had not ended.</param>
/// <param name="WithoutBegin">Ends (of both kinds of work) whose begin was not seen.</param>
internal sealed record WaitReport(IReadOnlyList<ProcessWait> Processes, int StillOpen, long WithoutBegin);

/// <param name="Process">Who.</param>
/// <param name="IsBackground">A kernel thread whose work this is: nobody waits for it.</param>
/// <param name="Runs">How often.</param>
/// <param name="Microseconds">In total.</param>
/// <param name="LongestMicroseconds">The longest run.</param>
/// <param name="Successes">Of compaction: runs that brought the block that was wanted.</param>
/// <param name="PagesReclaimed">Of reclaim.</param>
internal sealed record ProcessWait(ProcessIdentity Process, bool IsBackground, long Runs, long Microseconds, long LongestMicroseconds, long Successes, long PagesReclaimed);

/// <summary>kmalloc and kfree.</summary>
/// <param name="Sites">By call site, most bytes first.</param>
/// <param name="Sizes">By size class, most bytes first.</param>
/// <param name="FreeSites">Where kfree was called, most calls first; <see langword="null"/> where not watched.</param>
/// <param name="MatchesFrees">Whether what is held is known.</param>
internal sealed record AllocationReport(
    IReadOnlyList<AllocatingSite> Sites,
    IReadOnlyList<SizeClass> Sizes,
    IReadOnlyList<FreeingSite>? FreeSites,
    bool MatchesFrees)
{
    public long Allocations => Sites.Sum(site => site.Allocations);

    public long Bytes => Sites.Sum(site => site.Bytes);

    public long HeldBytes => Sites.Sum(site => site.HeldBytes);

    public long? Frees => FreeSites?.Sum(site => site.Frees);
}

/// <param name="Site">Function and offset.</param>
/// <param name="Allocations">How often.</param>
/// <param name="Bytes">That the allocator handed out, rounded up to its size classes.</param>
/// <param name="Held">Of the allocations: not seen to be freed; an upper bound.</param>
/// <param name="HeldBytes">The same in bytes.</param>
internal sealed record AllocatingSite(string Site, long Allocations, long Bytes, long Held, long HeldBytes);

/// <param name="Size">Bytes that the allocator hands out.</param>
/// <param name="Allocations">How often.</param>
/// <param name="Requested">Bytes that were asked for.</param>
/// <param name="Held">Of the allocations: not seen to be freed; an upper bound.</param>
internal sealed record SizeClass(long Size, long Allocations, long Requested, long Held)
{
    public long Bytes => Size * Allocations;

    /// <summary>Lost by rounding up.</summary>
    public long Wasted => Math.Max(0, Bytes - Requested);
}

internal sealed record FreeingSite(string Site, long Frees);

/// <summary>Objects from caches of their own.</summary>
/// <param name="Caches">Largest change first.</param>
internal sealed record CacheReport(IReadOnlyList<CacheBalance> Caches);

/// <param name="Name">Name of the cache.</param>
/// <param name="Allocations">Objects handed out.</param>
/// <param name="Frees">Objects given back, also of earlier times.</param>
/// <param name="Bytes">Handed out.</param>
internal sealed record CacheBalance(string Name, long Allocations, long Frees, long Bytes)
{
    public long Net => Allocations - Frees;

    public long NetBytes => Allocations == 0 ? 0 : Net * (Bytes / Allocations);
}
