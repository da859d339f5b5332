using System.Diagnostics;

namespace AppFrag.Model;

/// <summary>What is known of a span (an <see cref="Activity"/> of the host application) at the moment it is asked for.</summary>
internal sealed record TrackedSpan
{
    public required ActivityTraceId TraceId { get; init; }

    public required ActivitySpanId SpanId { get; init; }

    /// <summary>Whether a trace backend will get this span; only then may a child be added to it.</summary>
    public required bool Recorded { get; init; }

    /// <summary><see cref="Stopwatch"/> ticks at which it was first seen; it may have begun before.</summary>
    public required long Start { get; init; }

    /// <summary><see cref="Stopwatch"/> ticks; 0 while it runs.</summary>
    public required long End { get; init; }

    /// <summary>The local root: the outermost span of this process in the same trace, often the HTTP request. Of a root its own place.</summary>
    public required SpanPlace Root { get; init; }
}
