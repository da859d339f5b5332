using AppFrag.Tool.Runs;

namespace AppFrag.Tool.HtmlReport;

/// <summary>Collections of the page, as columns; one for each slot of time that has any.</summary>
internal sealed record ReportCollections
{
    private const int Generations = 5;

    /// <summary>Seconds since the start of the recording.</summary>
    public required IReadOnlyList<double> At { get; init; }

    /// <summary>By generation (gen0, gen1, gen2, loh, poh), then by collection: bytes after it, holes included.</summary>
    public required IReadOnlyList<long[]> Size { get; init; }

    /// <summary>Holes on the free list.</summary>
    public required IReadOnlyList<long[]> FreeList { get; init; }

    /// <summary>Holes too small for the free list.</summary>
    public required IReadOnlyList<long[]> FreeObject { get; init; }

    public static ReportCollections Of(Run run, Slots slots)
    {
        // A full collection says most: it is the one that has looked at gen2 and the large objects.
        var shown = slots.Pick(run.Collections, collection => collection.At, collection => (collection.Generation, collection.At));
        return new ReportCollections
        {
            At = [.. shown.Select(collection => collection.At)],
            Size = Columns(shown, size => size.SizeBytes),
            FreeList = Columns(shown, size => size.FreeListBytes),
            FreeObject = Columns(shown, size => size.FreeObjectBytes),
        };
    }

    private static long[][] Columns(IReadOnlyList<RunCollection> collections, Func<RunGenerationSize, long> value) =>
        [.. Enumerable.Range(0, Generations).Select(i => collections.Select(collection => i < collection.After.Count ? value(collection.After[i]) : 0).ToArray())];
}
