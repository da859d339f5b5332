using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// From what bursts saw of a site to its rate in a whole window, with a 95 % interval. Pure.
/// <para>
/// What is estimated is a ratio: the site's part of all bytes where the bytes allocated in the window are known exactly,
/// else its bytes a second. Each burst gives one value of it, uncertain by chance: few objects were seen. And the ratio may
/// differ from burst to burst. How much it does beyond chance is estimated (DerSimonian and Laird), and decides what a
/// burst counts for: where nothing but chance is to be seen, all samples count alike; the more the ratio changes, the more each burst
/// counts for the time it stands for. So a burst that a busy machine cut to six samples does not drown the others
/// although it stands for half of the window, while one that was cut by a storm still stands for its storm.
/// </para>
/// <para>
/// The interval treats the bursts as random moments of the window. With few of them the spread is itself uncertain:
/// Student's t. Chance alone, known from the samples, is the least error.
/// </para>
/// </summary>
internal sealed class BurstEstimate
{
    private const double Normal = 1.96;

    // Student's t, 97.5 % quantile, by degrees of freedom 1 … 30; 1.96 beyond is within 3 %.
    private static readonly double[] StudentT =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    private readonly IReadOnlyList<AllocationBurst> _bursts;
    private readonly double[] _auxiliary;
    private readonly double[] _weight;
    private readonly SeenBytes _all;
    private readonly double _auxiliarySum;
    private readonly double _perSecond;
    private readonly double _perSecondError;
    private readonly double _unobserved;
    private readonly bool _isShare;

    /// <param name="bursts">Bursts of the window.</param>
    /// <param name="allocated">What the process allocated in it; <see langword="null"/> when only the bursts say so.</param>
    public BurstEstimate(IReadOnlyList<AllocationBurst> bursts, AllocatedBytes? allocated)
    {
        _bursts = bursts;
        _all = Seen(_ => true);
        double observed = bursts.Sum(burst => burst.ObservedSeconds);
        double represented = bursts.Sum(Represented);
        double bytes = bursts.All(burst => burst.RepresentedBytes > 0) ? bursts.Sum(burst => (double)burst.RepresentedBytes) : 0;
        _isShare = bytes > 0 && _all.Sum > 0;
        var total = _isShare && allocated is { Bytes: > 0, Seconds: > 0 } known ? known : new AllocatedBytes(bytes, represented);
        _auxiliary = _isShare ? _all.ByBurst : [.. bursts.Select(burst => burst.ObservedSeconds)];
        _auxiliarySum = _auxiliary.Sum();
        double whole = _isShare ? Math.Max(bytes, total.Bytes) : represented;
        _weight = [.. bursts.Select(burst => (_isShare ? burst.RepresentedBytes : Represented(burst)) / whole)];
        (_perSecond, _perSecondError) = _isShare ? (total.Rate, total.RateError) : (1, 0);

        // A burst that does not say what it stands for is a sample of a time without end.
        _unobserved = bursts.All(burst => burst.RepresentedSeconds > 0) ? Math.Max(0, 1 - (observed / Math.Max(represented, total.Seconds))) : 1;
        IsObserved = observed > 0;
    }

    /// <summary>Whether anything was observed at all.</summary>
    public bool IsObserved { get; }

    /// <summary>Adds up what the bursts saw of some groups.</summary>
    public SeenBytes Seen(Func<AllocationSum, bool> isWanted)
    {
        var seen = new SeenBytes(_bursts.Count);
        for (int i = 0; i < _bursts.Count; i++)
        {
            foreach (AllocationSum group in _bursts[i].Groups)
            {
                if (isWanted(group))
                {
                    seen.Add(i, group);
                }
            }
        }

        return seen;
    }

    /// <summary>Rate and half width of its 95 % interval, bytes per second.</summary>
    public (double Value, double Error) Rate(SeenBytes site)
    {
        if (site.Sum <= 0)
        {
            return (0, 0);
        }

        double pooled = site.Sum / _auxiliarySum;

        // A rate that differs from burst to burst says by itself how much the number of objects does; a share does not.
        double chance = (_isShare ? Variance(pooled, site.Spread, _all.Spread) : site.Draw) / _auxiliarySum;
        if (chance <= 0)
        {
            // All that was seen is this site's.
            return (pooled * _perSecond, pooled * _perSecondError);
        }

        // Of a burst: its value, and the variance that chance alone gives it.
        int[] seeing = [.. Enumerable.Range(0, _auxiliary.Length).Where(i => _auxiliary[i] > 0)];
        double[] value = [.. seeing.Select(i => site.ByBurst[i] / _auxiliary[i])];
        double[] variance = [.. seeing.Select(i => chance / _auxiliary[i])];
        double change = Change(value, variance, pooled);
        double[] count = Count([.. seeing.Select(i => _weight[i])], variance, change);
        double ratio = 0, least = 0, expected = 0, squares = 0;
        double ofDraw = Variance(pooled, site.Draw, _all.Draw) / _auxiliarySum / chance;
        for (int i = 0; i < value.Length; i++)
        {
            ratio += count[i] * value[i];
        }

        for (int i = 0; i < value.Length; i++)
        {
            double square = count[i] * count[i];
            least += square * variance[i] * ofDraw;
            expected += square * (variance[i] + change);
            squares += (value[i] - ratio) * (value[i] - ratio) / (variance[i] + change);
        }

        double error = Normal * Math.Sqrt(Blend(expected, least));
        if (value.Length > 1)
        {
            int freedom = value.Length - 1;
            double t = freedom <= StudentT.Length ? StudentT[freedom - 1] : Normal;
            error = Math.Max(error, t * Math.Sqrt(Blend(expected * squares / freedom, least)));
        }

        return (ratio * _perSecond, (error * _perSecond) + (ratio * _perSecondError));
    }

    private static double Represented(AllocationBurst burst) => Math.Max(burst.RepresentedSeconds, burst.ObservedSeconds);

    /// <summary>Variance between the bursts beyond chance, DerSimonian and Laird's estimate.</summary>
    private static double Change(double[] value, double[] variance, double pooled)
    {
        double sum = 0, squares = 0, deviations = 0;
        for (int i = 0; i < value.Length; i++)
        {
            double precision = 1 / variance[i];
            sum += precision;
            squares += precision * precision;
            deviations += precision * (value[i] - pooled) * (value[i] - pooled);
        }

        double scale = sum - (squares / sum);
        return scale > 0 ? Math.Max(0, (deviations - (value.Length - 1)) / scale) : 0;
    }

    /// <summary>What each burst counts for: for its own time as far as it says more of it than all bursts together do; else as one of all.</summary>
    private static double[] Count(double[] weight, double[] variance, double change)
    {
        double[] own = [.. variance.Select((chance, i) => weight[i] * change / (change + chance))];
        double precision = variance.Sum(chance => 1 / (change + chance));
        double rest = 1 - own.Sum();
        return [.. own.Select((part, i) => part + (rest / (change + variance[i]) / precision))];
    }

    // Chance in what was seen is only the draw; what was not seen may have been otherwise.
    private double Blend(double unobserved, double drawn) => (_unobserved * unobserved) + ((1 - _unobserved) * drawn);

    // Of a share: the site's own bytes move both sides of the fraction, the others' only the lower one.
    private double Variance(double ratio, double ofSite, double ofAll) => _isShare
        ? ((1 - ratio) * (1 - ratio) * ofSite) + (ratio * ratio * Math.Max(0, ofAll - ofSite))
        : ofSite;
}
