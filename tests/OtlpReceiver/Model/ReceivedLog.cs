namespace AppFrag.OtlpReceiver;

/// <summary>A log record as it came over the wire. Ids are lower-case hexadecimal, empty when the record has no trace context.</summary>
public sealed record ReceivedLog
{
    public required string TraceId { get; init; }

    public required string SpanId { get; init; }

    /// <summary>W3C trace flags: 1 is sampled.</summary>
    public required uint Flags { get; init; }

    /// <summary>1 to 24: 9 is info, 13 warning, 17 error.</summary>
    public required int Severity { get; init; }

    public required object? Body { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required IReadOnlyDictionary<string, object?> Attributes { get; init; }

    /// <summary>Name of the instrumentation scope, in .NET the category.</summary>
    public required string Scope { get; init; }

    public required IReadOnlyDictionary<string, object?> Resource { get; init; }
}
