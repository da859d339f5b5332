namespace AppFrag.Model;

/// <summary>Pauses of a window in numbers.</summary>
internal sealed record PauseSummary
{
    public int Count { get; init; }

    public TimeSpan Total { get; init; }

    public TimeSpan Max { get; init; }

    /// <summary>Requests that were in flight during at least one pause of at least the configured minimum.</summary>
    public int RequestsPaused { get; init; }

    /// <summary>W3C trace ids of requests that were paused, longest pause first; at most five.</summary>
    public IReadOnlyList<string> WorstTraces { get; init; } = [];
}
