namespace AppFrag.Sources.Requests;

/// <summary>A span to be entered into the <see cref="SpanTable"/>.</summary>
/// <param name="Stamp">See <see cref="SpanStamp"/>.</param>
/// <param name="TraceLeft">The half of the trace id that the stamp leaves out.</param>
/// <param name="IsRecorded">Whether a trace backend will get it.</param>
/// <param name="Start"><see cref="System.Diagnostics.Stopwatch"/> ticks.</param>
internal readonly record struct NewSpan(Guid Stamp, ulong TraceLeft, bool IsRecorded, long Start);
