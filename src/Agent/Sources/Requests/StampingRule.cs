namespace AppFrag.Sources.Requests;

/// <summary>
/// Whether spans are stamped all the time or only around bursts of sampling. A stamp is of use to a sample only, and
/// costs the service's own threads a microsecond or two a span. So it stays on while the spans of a second cost a quarter of the
/// agent's budget at most: then a burst finds long requests stamped that began before it. Pure; used by one thread.
/// </summary>
/// <param name="cpuBudget">Share of one core.</param>
internal sealed class StampingRule(double cpuBudget)
{
    /// <summary>What stamping a span costs, to plan with.</summary>
    public static readonly TimeSpan CostOfSpan = TimeSpan.FromMicroseconds(2);

    private const double Share = 0.25;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private TimeSpan? _at;
    private long _spans;
    private double _perSecond;

    /// <summary>Spans per second from which on they are stamped around bursts only; below half of it they are stamped again all the time.</summary>
    public double Limit { get; } = cpuBudget * Share / CostOfSpan.TotalSeconds;

    /// <summary>Whether spans are stamped all the time.</summary>
    public bool IsAlwaysOn { get; private set; } = true;

    /// <param name="now">Since the agent's start.</param>
    /// <param name="spans">Spans that have ended since then.</param>
    public void Account(TimeSpan now, long spans)
    {
        if (_at is { } before && now > before)
        {
            double memory = Math.Exp(-(now - before) / Memory);
            _perSecond = (_perSecond * memory) + ((spans - _spans) / (now - before).TotalSeconds * (1 - memory));
            IsAlwaysOn = _perSecond < (IsAlwaysOn ? Limit : Limit / 2);
        }

        (_at, _spans) = (now, spans);
    }
}
