using AppFrag.Model;

namespace AppFrag.Sources.Runtime.Governing;

/// <summary>
/// Decides when a burst of allocation sampling begins and when it must end, so that everything the agent does stays
/// within its budget of CPU time. A pure control law: it is told the time, the agent's cost and the bytes the process has
/// allocated, and it answers; nothing here reads a clock or opens a session.
/// <para>
/// Credit grows with time at nine tenths of the budget and shrinks by whatever the agent spends, on sampling or on
/// anything else. A burst is due once an interval; it begins when the credit pays for a useful one, and ends when its
/// length or its credit is used up, which is foreseen from the bytes allocated since its start: these are known at once,
/// the samples themselves a tenth of a second later. The ledger of the last minute caps all of it. Once a minute a short
/// burst is allowed even without credit: a service that costs the agent its whole budget must not make it blind.
/// </para>
/// </summary>
internal sealed class SamplingGovernor
{
    /// <summary>A shorter burst tells little for what opening it costs.</summary>
    public static readonly TimeSpan UsefulBurst = TimeSpan.FromMilliseconds(100);

    /// <summary>What the runtime needs at least to hand out allocation contexts that sample.</summary>
    public static readonly TimeSpan ShortestBurst = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest time without any burst.</summary>
    public static readonly TimeSpan LongestBlindness = TimeSpan.FromSeconds(55);

    /// <summary>
    /// The budget counts from here on. Until then the agent's own code is compiled and the methods of the service are named,
    /// once in a process: paid out of the first minute it would leave next to nothing to see that minute with.
    /// </summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(5);

    // What is left of the budget for errors of the cost model.
    private const double Target = 0.9;

    private static readonly TimeSpan RateMemory = TimeSpan.FromSeconds(1);

    private const int EnoughToLearn = 300;
    private static readonly TimeSpan LeastCostOfSample = SamplingCost.Event + (SamplingCost.Frame * 10);
    private static readonly TimeSpan MostCostOfSample = SamplingCost.Sample * 3;

    // For one percent of a core. Twelve bursts a minute of this length tell a site that makes a fifth of the bytes to within 5 %:
    // sqrt(0.8 / (0.2 · 7,200)) · 1.96. Whoever allows more CPU wants to know more.
    private const double EnoughForOnePercent = 600;

    // A burst without credit may cost this share of the minute's budget, on top of opening it.
    private const double FloorShare = 0.02;

    private readonly CpuLedger _ledger = new();
    private readonly TimeSpan _longestBurst;
    private readonly TimeSpan _interval;
    private readonly TimeSpan _perMinute;
    private readonly double _earnedPerSecond;
    private readonly TimeSpan _mostCredit;
    private readonly double _enough;

    private TimeSpan _now;
    private TimeSpan _totalCost;
    private long _allocated;
    private TimeSpan _credit;
    private double _bytesPerSecond;
    private double _samplesPerByte = 1 / SamplingEstimate.MeanBytes;
    private TimeSpan _costOfSample = SamplingCost.Sample;
    private Burst? _open;
    private TimeSpan? _lastBegin;

    /// <param name="cpuBudget">Share of one core, e.g. 0.01.</param>
    /// <param name="longestBurst">Ceiling of a burst's length.</param>
    /// <param name="interval">Least time from the start of one burst to the start of the next.</param>
    public SamplingGovernor(double cpuBudget, TimeSpan longestBurst, TimeSpan interval)
    {
        _longestBurst = longestBurst;
        _interval = interval;
        _perMinute = TimeSpan.FromMinutes(cpuBudget);
        _earnedPerSecond = Target * cpuBudget;
        _mostCredit = TimeSpan.FromSeconds(_earnedPerSecond * Math.Max(6, 1.2 * interval.TotalSeconds));
        _credit = _mostCredit;
        _enough = EnoughForOnePercent * cpuBudget / 0.01;
    }

    /// <summary>What is left of this minute's budget; negative when it is exceeded.</summary>
    public TimeSpan Remaining => _perMinute - _ledger.Spent(_now);

    /// <summary>What may be spent now at an even pace; negative when too much has been spent.</summary>
    public TimeSpan Credit
    {
        get
        {
            // Some of the minute is kept for what the agent costs without sampling until it is over.
            TimeSpan left = Remaining - (_perMinute * (1 - Target));
            return _credit < left ? _credit : left;
        }
    }

    /// <summary>Whether a burst is open.</summary>
    public bool IsOpen => _open is not null;

    /// <summary>Takes note of what the agent has cost and the process has allocated, both since their start.</summary>
    public void Account(TimeSpan now, TimeSpan totalCost, long allocatedBytes)
    {
        TimeSpan elapsed = now - _now;
        if (elapsed <= TimeSpan.Zero)
        {
            return;
        }

        TimeSpan cost = now < Start ? TimeSpan.Zero : totalCost - _totalCost;
        _ledger.Add(now, cost);
        _credit = TimeSpan.FromTicks(Math.Min(_mostCredit.Ticks, (_credit + (elapsed * _earnedPerSecond) - cost).Ticks));

        // Only to plan with; a rate that explodes while a burst is open ends the burst in MustEnd.
        double memory = Math.Exp(-elapsed / RateMemory);
        _bytesPerSecond = (_bytesPerSecond * memory) + ((allocatedBytes - _allocated) / elapsed.TotalSeconds * (1 - memory));
        (_now, _totalCost, _allocated) = (now, totalCost, allocatedBytes);
    }

    /// <summary>Whether a burst is due that can be afforded, or that must be because of <see cref="LongestBlindness"/>.</summary>
    public bool MayBegin =>
        _open is null
        && (_lastBegin is not { } last || (_now - last >= _interval && (Pays(Credit) || _now - last >= LongestBlindness)));

    /// <summary>Whether a burst begins now. If so, <see cref="MustEnd"/> is to be asked every few hundredths of a second until <see cref="End"/>.</summary>
    public bool TryBegin()
    {
        if (!MayBegin)
        {
            return false;
        }

        TimeSpan affordable = Credit;
        if (!Pays(affordable))
        {
            // The first burst, or the one that keeps the agent from being blind.
            TimeSpan floor = SamplingCost.Burst + (_perMinute * FloorShare);
            affordable = affordable > floor ? affordable : floor;
        }

        double costPerSecond = _bytesPerSecond * _samplesPerByte * _costOfSample.TotalSeconds;
        double seconds = costPerSecond > 0 ? (affordable - SamplingCost.Burst).TotalSeconds / costPerSecond : double.MaxValue;
        TimeSpan length = TimeSpan.FromSeconds(Math.Clamp(seconds, ShortestBurst.TotalSeconds, _longestBurst.TotalSeconds));
        _open = new Burst(_now, length, affordable, _allocated, _totalCost);
        _lastBegin = _now;
        return true;
    }

    /// <summary>Time until the open burst has its length; zero when none is open.</summary>
    public TimeSpan UntilEnd => _open is { } burst && _now - burst.Begin < burst.Length ? burst.Length - (_now - burst.Begin) : TimeSpan.Zero;

    /// <summary>Number of samples from which on the open burst costs more than it may, or tells little more.</summary>
    public long MostSamples => _open is { } burst ? Math.Max(100, (long)Math.Min((burst.Affordable - SamplingCost.Burst) / _costOfSample, _enough)) : 0;

    /// <summary>Whether the open burst has had its time, or has used up what it may cost.</summary>
    /// <param name="samples">Samples that have arrived; more are on their way.</param>
    public bool MustEnd(long samples)
    {
        if (_open is not { } burst)
        {
            return false;
        }

        double expected = Math.Max(samples, (_allocated - burst.Allocated) * _samplesPerByte);
        return _now - burst.Begin >= burst.Length || expected >= MostSamples;
    }

    /// <summary>The burst is closed and its samples are worked up; <see cref="Account"/> knows what that has cost.</summary>
    /// <param name="samples">All that it gave.</param>
    /// <param name="allocatedBytes">What the process allocated while it was open; 0 when unknown.</param>
    public void End(long samples, long allocatedBytes)
    {
        if (_open is not { } burst)
        {
            return;
        }

        _open = null;
        if (samples >= EnoughToLearn && allocatedBytes > 0)
        {
            // Large objects give fewer samples a byte than small ones: at most one each.
            _samplesPerByte = Math.Clamp((double)samples / allocatedBytes, 0.1 / SamplingEstimate.MeanBytes, 1.5 / SamplingEstimate.MeanBytes);
        }

        if (samples >= EnoughToLearn && burst.Begin >= Start)
        {
            // Half of the way at a time: a burst in which something else was dear must not count for much.
            TimeSpan cost = (_totalCost - burst.CostBefore - SamplingCost.Burst) / samples;
            cost = (_costOfSample + cost) / 2;
            _costOfSample = cost < LeastCostOfSample ? LeastCostOfSample : cost > MostCostOfSample ? MostCostOfSample : cost;
        }
    }

    // Whether it is enough for a useful burst, or as much as there ever is.
    private bool Pays(TimeSpan affordable) =>
        affordable >= CostOf(UsefulBurst < _longestBurst ? UsefulBurst : _longestBurst) || affordable >= _mostCredit * 0.9;

    private TimeSpan CostOf(TimeSpan length) =>
        SamplingCost.Burst + (length.TotalSeconds * _bytesPerSecond * _samplesPerByte * _costOfSample);

    private sealed record Burst(TimeSpan Begin, TimeSpan Length, TimeSpan Affordable, long Allocated, TimeSpan CostBefore);
}
