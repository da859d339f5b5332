namespace AppFrag.OtlpReceiver;

/// <summary>The shape of a metric's data.</summary>
public enum MetricKind
{
    Unknown,
    Gauge,
    Sum,
    Histogram,
}

/// <summary>A metric as it came over the wire.</summary>
public sealed record ReceivedMetric
{
    public required string Name { get; init; }

    public required string Unit { get; init; }

    public required string Description { get; init; }

    public required MetricKind Kind { get; init; }

    /// <summary>Whether a sum only ever grows.</summary>
    public required bool IsMonotonic { get; init; }

    public required IReadOnlyList<ReceivedPoint> Points { get; init; }

    /// <summary>Name of the instrumentation scope, in .NET the name of the Meter.</summary>
    public required string Scope { get; init; }

    public required IReadOnlyDictionary<string, object?> Resource { get; init; }
}

/// <summary>One data point. Of a histogram, <see cref="Value"/> is the sum of what was recorded.</summary>
public sealed record ReceivedPoint
{
    public required double Value { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required IReadOnlyDictionary<string, object?> Attributes { get; init; }

    /// <summary>How many values a histogram point stands for.</summary>
    public long Count { get; init; }

    /// <summary>Values by bucket; one more than <see cref="Bounds"/>.</summary>
    public IReadOnlyList<long> BucketCounts { get; init; } = [];

    /// <summary>Upper bounds of the buckets.</summary>
    public IReadOnlyList<double> Bounds { get; init; } = [];
}
