using System.Diagnostics;

namespace AppFrag.Model;

/// <summary>
/// A span (an <see cref="Activity"/> of the host application) that is running or has just ended. Everything but the end
/// is fixed at the start; the end is written once, by the thread that stops the activity.
/// </summary>
internal sealed class TrackedSpan
{
    private long _end;
    private volatile bool _isDoubtful;

    public required Guid Stamp { get; init; }

    public required ActivityTraceId TraceId { get; init; }

    public required ActivitySpanId SpanId { get; init; }

    /// <summary>Whether a trace backend will get this span; only then may a child be added to it.</summary>
    public required bool Recorded { get; init; }

    /// <summary>The local root: the outermost span of this process in the same trace, often the HTTP request. Itself for a root.</summary>
    public TrackedSpan Root => LocalRoot ?? this;

    /// <summary>The local root, or <see langword="null"/> for a root.</summary>
    public TrackedSpan? LocalRoot { get; init; }

    /// <summary><see cref="Stopwatch"/> ticks.</summary>
    public required long Start { get; init; }

    /// <summary><see cref="Stopwatch"/> ticks; 0 while it runs.</summary>
    public long End => Volatile.Read(ref _end);

    /// <summary>Operation name at the start; the name the person sees may be set later by an instrumentation.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether somebody else's activity id has stood on a thread that ran this span. Who sets one puts back later what
    /// was there before, perhaps this span's stamp and perhaps on a thread that has gone on to something else.
    /// </summary>
    public bool IsDoubtful => _isDoubtful;

    /// <summary>Value of <c>http.request.method</c> when it ended.</summary>
    public string? HttpMethod { get; private set; }

    /// <summary>Value of <c>http.route</c> when it ended: the template, never a path.</summary>
    public string? HttpRoute { get; private set; }

    /// <summary>How many spans AppFrag has added to the trace below this root; only the agent's own thread counts here.</summary>
    public int AddedSpans { get; set; }

    public void Complete(long end, string? httpMethod, string? httpRoute)
    {
        HttpMethod = httpMethod;
        HttpRoute = httpRoute;
        Volatile.Write(ref _end, end);
    }

    public void Doubt() => _isDoubtful = true;

    public bool InFlightDuring(long from, long to)
    {
        long end = End;
        return Start <= to && (end == 0 || end >= from);
    }
}
