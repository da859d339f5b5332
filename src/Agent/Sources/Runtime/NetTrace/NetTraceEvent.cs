namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>One event. Spans point into the reader's buffers and are valid only during <see cref="INetTraceSink.OnEvent"/>.</summary>
internal readonly ref struct NetTraceEvent
{
    public required NetTraceMetadata Metadata { get; init; }

    /// <summary>Ticks of the clock that <see cref="NetTraceHeader.QpcFrequency"/> belongs to.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Operating system id of the thread the event is about.</summary>
    public required long ThreadId { get; init; }

    /// <summary>The thread's EventPipe activity id when the event was written; empty if it had none.</summary>
    public required Guid ActivityId { get; init; }

    public required Guid RelatedActivityId { get; init; }

    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Return addresses, the innermost frame first; empty without a stack.</summary>
    public required ReadOnlySpan<ulong> Stack { get; init; }
}
