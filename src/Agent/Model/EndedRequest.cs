using System.Diagnostics;

namespace AppFrag.Model;

/// <summary>A local root span that is over.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Itself.</param>
/// <param name="Start"><see cref="Stopwatch"/> ticks.</param>
/// <param name="End"><see cref="Stopwatch"/> ticks.</param>
internal readonly record struct EndedRequest(ActivityTraceId TraceId, ActivitySpanId SpanId, long Start, long End)
{
    public bool InFlightDuring(long from, long to) => Start <= to && End >= from;
}
