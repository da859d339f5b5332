namespace AppFrag.Sources.Runtime;

/// <summary>What <see cref="GcTracker"/> needs of one GC event; only the fields of its <see cref="Id"/> mean something.</summary>
internal readonly record struct GcEvent
{
    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Event id of the runtime's provider.</summary>
    public required int Id { get; init; }

    /// <summary>Number of the collection (GCStart, GCEnd).</summary>
    public long Index { get; init; }

    /// <summary>Condemned generation (GCStart).</summary>
    public int Generation { get; init; }

    /// <summary>Reason of the collection (GCStart) or of the suspension (GCSuspendEEBegin).</summary>
    public int Reason { get; init; }

    /// <summary>How the collection runs (GCStart).</summary>
    public int Type { get; init; }

    /// <summary>Bytes that survived in all generations (GCHeapStats).</summary>
    public long Promoted { get; init; }

    /// <summary>One heap before and after (GCPerHeapHistory).</summary>
    public HeapHistory? History { get; init; }
}

/// <summary>Sizes of gen0, gen1, gen2, loh and poh of one heap before and after a collection.</summary>
internal sealed record HeapHistory(GenerationTotals Before, GenerationTotals After);
