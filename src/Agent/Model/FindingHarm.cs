namespace AppFrag.Model;

/// <summary>What a finding costs, as far as it can be measured: what findings are ranked by.</summary>
public sealed record FindingHarm
{
    /// <summary>Nothing that could be measured.</summary>
    public static FindingHarm None { get; } = new();

    /// <summary>The time that this is about.</summary>
    public TimeSpan Window { get; init; }

    /// <summary>Time that requests stood still in GC pauses, added up over the requests.</summary>
    public TimeSpan RequestsPaused { get; init; }

    /// <summary>Time that tasks of the own cgroup, or the GC's pauses where no request was seen, kept the service from working.</summary>
    public TimeSpan Stalled { get; init; }

    /// <summary>Time until a limit is reached at the present trend; <see langword="null"/> when there is none.</summary>
    public TimeSpan? TimeToLimit { get; init; }

    /// <summary>
    /// Requests and tasks that stood still at any moment, on average. A limit that ends the service counts as one task for
    /// the ten minutes before it, and as proportionally less while it is farther away: a convention, to compare the two.
    /// </summary>
    public double Score => Rate(RequestsPaused) + Rate(Stalled) + Nearness;

    private double Nearness => TimeToLimit is { } left ? Math.Min(1, 600 / Math.Max(left.TotalSeconds, 1)) : 0;

    private double Rate(TimeSpan lost) => Window > TimeSpan.Zero ? Math.Max(0, lost / Window) : 0;
}
