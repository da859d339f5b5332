namespace AppFrag.Model;

/// <summary>Pauses of a window in numbers.</summary>
internal sealed record PauseSummary
{
    public int Count { get; init; }

    public TimeSpan Total { get; init; }

    public TimeSpan Max { get; init; }

    /// <summary>The part of <see cref="Total"/> that collections of generation 2 took; <see langword="null"/> when pauses were not seen one by one.</summary>
    public TimeSpan? Full { get; init; }

    /// <summary>Requests that were in flight during at least one pause of at least the configured minimum.</summary>
    public int RequestsPaused { get; init; }

    /// <summary>Time that these requests stood still, added up over the requests.</summary>
    public TimeSpan RequestTime { get; init; }

    /// <summary>Requests that were paused, longest first; at most five.</summary>
    public IReadOnlyList<FindingExample> Worst { get; init; } = [];
}
