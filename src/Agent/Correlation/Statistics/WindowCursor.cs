namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Says when the next window is complete; windows share no second. Looking again before new seconds have come would only be
/// another chance to be wrong.
/// </summary>
internal struct WindowCursor
{
    /// <summary>Seconds of a window.</summary>
    public const int Window = 300;

    // A pause or a collection is known a second or two after it was.
    private const int Lateness = 3;

    private long? _next;

    /// <param name="ticks">The first call decides where the first window begins.</param>
    /// <param name="start">First second of the window.</param>
    public bool TryNext(TimelineTicks ticks, out long start)
    {
        start = 0;
        if (ticks.Latest is not { } latest)
        {
            return false;
        }

        long first = _next ??= latest;
        long end = latest - Lateness;
        if (end - first < Window)
        {
            return false;
        }

        // Whatever lies further back (the agent stood still) was not kept as a whole.
        _next = end;
        start = end - Window;
        return true;
    }
}
