namespace PeakTraffic.Load;

/// <summary>What the load driver has measured so far; it prints one as a line of JSON every half second and at its end.</summary>
internal sealed record LoadResult
{
    public required double Seconds { get; init; }

    public required long Completed { get; init; }

    public required long Failed { get; init; }

    /// <summary>What went wrong first, if anything did.</summary>
    public string? FirstFailure { get; init; }

    /// <summary>Latency from the moment the request was due, milliseconds: a request that had to wait for its turn has waited.</summary>
    public required double P50 { get; init; }

    public required double P99 { get; init; }

    public double RequestsPerSecond => Seconds > 0 ? Completed / Seconds : 0;
}
