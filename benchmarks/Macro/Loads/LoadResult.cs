namespace AppFrag.MacroBenchmark.Loads;

/// <summary>What the load process saw between two lines of its standard input.</summary>
internal sealed record LoadResult
{
    public required long Requests { get; init; }

    public required long Failures { get; init; }

    public string? FirstFailure { get; init; }

    /// <summary>Milliseconds; of a paced load from the moment the request was due.</summary>
    public required double P50 { get; init; }

    public required double P99 { get; init; }
}
