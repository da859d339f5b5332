namespace AppFrag.Model;

/// <summary>A request that paid for a finding.</summary>
/// <param name="TraceId">W3C trace id, 32 lower-case hex digits.</param>
/// <param name="SpanId">W3C span id of its local root span, 16 lower-case hex digits; <see langword="null"/> when unknown.</param>
/// <param name="Pauses">GC pauses that it stood still in.</param>
/// <param name="Paused">How long it stood still, all together.</param>
public sealed record FindingExample(string TraceId, string? SpanId, int Pauses, TimeSpan Paused);
