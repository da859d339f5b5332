namespace AppFrag.OtlpReceiver;

/// <summary>A span as it came over the wire. Ids are lower-case hexadecimal; a root span's parent is empty.</summary>
public sealed record ReceivedSpan
{
    public required string TraceId { get; init; }

    public required string SpanId { get; init; }

    public required string ParentSpanId { get; init; }

    public required string Name { get; init; }

    /// <summary>1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public required int Kind { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public required IReadOnlyDictionary<string, object?> Attributes { get; init; }

    /// <summary>Name of the instrumentation scope, in .NET the name of the ActivitySource.</summary>
    public required string Scope { get; init; }

    public required IReadOnlyDictionary<string, object?> Resource { get; init; }

    /// <summary>When the export that brought it was read.</summary>
    public DateTimeOffset ReceivedAt { get; init; }
}
