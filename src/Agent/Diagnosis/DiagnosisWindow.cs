using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>
/// All that a detector may look at: one stretch of the timeline as plain data, live or recorded. Times are
/// <see cref="System.Diagnostics.Stopwatch"/> ticks; lists are in time order and may be empty when a source is off.
/// </summary>
internal sealed record DiagnosisWindow
{
    public required TimeSpan Length { get; init; }

    public IReadOnlyList<HostSample> Host { get; init; } = [];

    /// <summary>The latest full reading of the host; <see langword="null"/> where there is none.</summary>
    public HostReport? LatestHost { get; init; }

    /// <summary>The full reading at the start of the window; <see langword="null"/> when there is one reading only.</summary>
    public HostReport? EarlierHost { get; init; }

    /// <summary>The oldest full reading still kept, minutes before the latest: for what grows too slowly for one window. <see langword="null"/> when there is one reading only.</summary>
    public HostReport? OldestHost { get; init; }

    /// <summary>What the kernel log says of failed allocations; <see langword="null"/> when it was not asked.</summary>
    public KernelLogReport? KernelLog { get; init; }

    public IReadOnlyList<GcSample> Gc { get; init; } = [];

    /// <summary>Collections in the window of at least generation 0, 1 and 2, as the runtime counts them; empty when unknown.</summary>
    public IReadOnlyList<int> Collections { get; init; } = [];

    /// <summary>Collections of generation 2 that the runtime counted; more than <see cref="Gc"/> holds where single ones are not seen. <see langword="null"/> when only that list tells.</summary>
    public int? Gen2Collections => Collections is [_, _, var gen2] ? gen2 : null;

    /// <summary>What was alive after collections of generation 2, from long before the window up to now, 64 points at most.</summary>
    public IReadOnlyList<LiveHeapPoint> LiveHeap { get; init; } = [];

    /// <summary>What on the timeline moves together, tested and repeated; the only ground for evidence levels 1 and 2.</summary>
    public IReadOnlyList<Association> Associations { get; init; } = [];

    /// <summary>Series that went to another level in the last complete five minutes: says when something began, and is no evidence by itself.</summary>
    public IReadOnlyList<SeriesChange> Changes { get; init; } = [];

    /// <summary>How the holes of gen2, loh and poh go over the last collections of generation 2, also of those before the window, 256 at most; empty with fewer than five.</summary>
    public IReadOnlyList<GenerationTrend> HoleTrends { get; init; } = [];

    /// <summary>What is pinned when the GC comes by, largest first; empty when nothing is or it was not looked at.</summary>
    public IReadOnlyList<PinnedType> Pinned { get; init; } = [];

    public IReadOnlyList<AllocationSite> Sites { get; init; } = [];

    /// <summary>Longest and total pause and how many sampled requests were in flight during pauses.</summary>
    public PauseSummary Pauses { get; init; } = new();

    /// <summary>Heap limit, bytes; 0 when unknown.</summary>
    public long HeapLimitBytes { get; init; }

    /// <summary>The process that this is about; <see langword="null"/> when it is not known or gone.</summary>
    public int? ProcessId { get; init; }
}
