namespace AppFrag.Sources.Requests;

/// <summary>
/// One place of the <see cref="SpanTable"/>. Without references, so that the GC neither marks nor moves what the table
/// holds, however many spans there are. Read and written under the lock of its set.
/// </summary>
internal struct SpanSlot
{
    /// <summary>Span id and right half of the trace id.</summary>
    public Guid Stamp;

    /// <summary>The left half of the trace id.</summary>
    public ulong TraceLeft;

    public long Start;

    /// <summary>0 while it runs.</summary>
    public long End;

    public int Use;
    public int RootIndex;
    public int RootUse;
    public int Label;
    public bool IsRecorded;

    /// <summary>
    /// Whether somebody else's activity id has stood on a thread that ran this span. Who sets one puts back later what
    /// was there before, perhaps this span's stamp and perhaps on a thread that has gone on to something else.
    /// </summary>
    public bool IsDoubtful;

    /// <summary>Whether the place holds a span, running or ended.</summary>
    public bool IsTaken;
}
