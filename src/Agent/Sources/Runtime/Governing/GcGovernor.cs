namespace AppFrag.Sources.Runtime.Governing;

/// <summary>
/// Chooses how much of the GC's events can be afforded, from the rate of collections, which costs nothing to know. A pure
/// control law.
/// <para>
/// Down within a second of a storm's onset, two steps at once if need be; up again only when the richer mode has been
/// affordable with half of its share to spare for ten seconds, so that a rate about the limit does not open and close
/// sessions all the time. While polling, a short look every so often.
/// </para>
/// </summary>
internal sealed class GcGovernor
{
    /// <summary>Length of one look while polling.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>From one look to the next.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);

    /// <summary>The longest time without a look, credit or not.</summary>
    public static readonly TimeSpan LongestBlindness = TimeSpan.FromSeconds(55);

    /// <summary>How long a richer mode must have been affordable.</summary>
    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    // Suspension, start, end and restart.
    private const int EventsOfAPause = 4;

    // The GC's events may take this much of the whole budget: allocation sites are worth more.
    private const double Share = 0.25;
    private static readonly double Memory = TimeSpan.FromSeconds(0.5).TotalSeconds;

    private readonly double _most;
    private readonly int _heaps;
    private TimeSpan _now;
    private long _collections = -1;
    private TimeSpan _notCalmAt;
    private TimeSpan _lookedAt;

    /// <param name="cpuBudget">Share of one core, e.g. 0.01.</param>
    /// <param name="heaps">Heaps that report at each collection.</param>
    public GcGovernor(double cpuBudget, int heaps)
    {
        _most = cpuBudget * Share;
        _heaps = heaps;
    }

    public GcMode Mode { get; private set; }

    /// <summary>Collections a second, as of the last moments.</summary>
    public double Rate { get; private set; }

    /// <summary>Takes note of the number of collections since the process started, and decides.</summary>
    public GcMode Account(TimeSpan now, long collections)
    {
        if (_collections < 0)
        {
            (_now, _collections) = (now, collections);
            return Mode;
        }

        double elapsed = (now - _now).TotalSeconds;
        if (elapsed <= 0)
        {
            return Mode;
        }

        double memory = Math.Exp(-elapsed / Memory);
        Rate = (Rate * memory) + ((collections - _collections) / elapsed * (1 - memory));
        (_now, _collections) = (now, collections);
        GcMode affordable = Affordable(1);
        if (affordable > Mode)
        {
            (Mode, _notCalmAt, _lookedAt) = (affordable, now, now);
        }
        else if (Affordable(0.5) >= Mode)
        {
            _notCalmAt = now;
        }
        else if (now - _notCalmAt >= Calm)
        {
            (Mode, _notCalmAt) = (Affordable(0.5), now);
        }

        return Mode;
    }

    /// <summary>Whether a look begins now. True once per look.</summary>
    /// <param name="credit">What the agent may spend now.</param>
    public bool TryLook(TimeSpan credit)
    {
        TimeSpan since = _now - _lookedAt;
        TimeSpan cost = SamplingCost.Burst + (Look.TotalSeconds * Rate * (EventsOfAPause + _heaps) * SamplingCost.GcEvent);
        if (Mode != GcMode.Polling || since < LookInterval || (credit < cost && since < LongestBlindness))
        {
            return false;
        }

        _lookedAt = _now;
        return true;
    }

    private GcMode Affordable(double share)
    {
        double most = _most * share;
        double perEvent = Rate * SamplingCost.GcEvent.TotalSeconds;
        return perEvent * (EventsOfAPause + _heaps) <= most ? GcMode.Events
            : _heaps > EventsOfAPause && perEvent * EventsOfAPause <= most ? GcMode.Pauses
            : GcMode.Polling;
    }
}
