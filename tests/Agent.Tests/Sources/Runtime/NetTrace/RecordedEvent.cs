namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>A copy of an event, comparable whichever reader it came from.</summary>
internal sealed record RecordedEvent(
    string Provider,
    int Id,
    int Version,
    long Timestamp,
    long ThreadId,
    Guid ActivityId,
    Guid RelatedActivityId,
    string Payload);
