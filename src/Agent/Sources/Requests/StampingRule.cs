namespace AppFrag.Sources.Requests;

/// <summary>
/// Whether spans are stamped all the time or only around bursts of sampling. A stamp is of use to a sample only, and
/// costs the service's own threads a microsecond or two a span. So it stays on while the spans of a second cost a quarter of the
/// agent's budget at most: then a burst finds long requests stamped that began before it. Above, the time around a burst is as long as
/// costs no more than that quarter. Pure; used by one thread.
/// </summary>
/// <param name="cpuBudget">Share of one core.</param>
/// <param name="samplingInterval">From the start of one burst to the start of the next, at least.</param>
internal sealed class StampingRule(double cpuBudget, TimeSpan samplingInterval)
{
    /// <summary>What stamping a span costs, to plan with.</summary>
    public static readonly TimeSpan CostOfSpan = TimeSpan.FromMicroseconds(2);

    private const double Share = 0.25;

    // A request that takes longer than the lead is not stamped from its beginning; for that, so many must be under way at once.
    private const double UnderWay = 2000;
    private static readonly TimeSpan LongestLead = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ShortestLead = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ShortestBurst = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(1);

    private TimeSpan? _at;
    private long _spans;
    private double _perSecond;

    /// <summary>Spans per second from which on they are stamped around bursts only; below half of it they are stamped again all the time.</summary>
    public double Limit { get; } = cpuBudget * Share / CostOfSpan.TotalSeconds;

    /// <summary>Whether spans are stamped all the time.</summary>
    public bool IsAlwaysOn { get; private set; } = true;

    /// <summary>How long before a burst stamping begins: the shorter, the more spans there are. 20 to 200 ms.</summary>
    public TimeSpan Lead => TimeSpan.FromSeconds(Math.Clamp(UnderWay / _perSecond, ShortestLead.TotalSeconds, LongestLead.TotalSeconds));

    /// <summary>How long spans may be stamped around one burst, lead included; the shortest burst always fits.</summary>
    public TimeSpan MostAtOnce => TimeSpan.FromSeconds(Math.Max(Limit * samplingInterval.TotalSeconds / Math.Max(_perSecond, 1), (Lead + ShortestBurst).TotalSeconds));

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
