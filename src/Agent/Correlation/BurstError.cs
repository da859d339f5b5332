using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// From what bursts saw of a site to its rate over the time they stand for, with a 95 % interval. Pure.
/// <para>
/// A ratio estimator: the site's bytes over an auxiliary that is known for all of the time, both expanded from the
/// bursts. The auxiliary is the bytes of all sites where the exact total is known, and the observed time otherwise. The
/// spread of the bursts' residuals from the common ratio holds the random draw and the change from burst to burst; only
/// the part of the latter that went unobserved is an error. With few bursts the spread is itself uncertain: Student's t.
/// The random draw alone is known from the samples and is the least error.
/// </para>
/// </summary>
internal sealed class BurstError
{
    private const double Normal = 1.96;

    // Student's t, 97.5 % quantile, by degrees of freedom 1 … 30; 1.96 beyond is within 3 %.
    private static readonly double[] StudentT =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    private readonly double[] _expansion;
    private readonly double[] _auxiliary;
    private readonly double[] _drawOfAll;
    private readonly double _auxiliarySum;
    private readonly double _auxiliaryPerSecond;
    private readonly double _observedShare;
    private readonly bool _isShare;

    public BurstError(IReadOnlyList<AllocationBurst> bursts)
    {
        int n = bursts.Count;
        double observed = bursts.Sum(b => b.ObservedSeconds);
        double represented = bursts.Sum(Represented);
        IsObserved = observed > 0;

        // A burst that does not say what it stands for is a sample of a time without end.
        _observedShare = bursts.All(b => b.RepresentedSeconds > 0) && represented > 0 ? observed / represented : 0;
        _expansion = [.. bursts.Select(b => b.ObservedSeconds > 0 ? Represented(b) / b.ObservedSeconds : 0)];
        double exact = bursts.All(b => b.RepresentedBytes > 0) ? bursts.Sum(b => b.RepresentedBytes) : 0;
        double[] bytes = [.. bursts.Select(b => b.Groups.Sum(g => g.Bytes))];
        double expanded = Expand(bytes);
        _isShare = exact > 0 && expanded > 0;
        if (_isShare)
        {
            _auxiliary = bytes;
            _drawOfAll = [.. bursts.Select(b => b.Groups.Sum(g => g.DrawVariance))];
            _auxiliarySum = expanded;
            _auxiliaryPerSecond = exact / represented;
        }
        else
        {
            _auxiliary = [.. bursts.Select(b => b.ObservedSeconds)];
            _drawOfAll = new double[n];
            _auxiliarySum = represented;
            _auxiliaryPerSecond = 1;
        }
    }

    /// <summary>Whether anything was observed at all.</summary>
    public bool IsObserved { get; }

    /// <summary>From the bytes seen in each burst to the bytes in all of the time.</summary>
    public double Expand(double[] bytes)
    {
        double sum = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            sum += bytes[i] * _expansion[i];
        }

        return sum;
    }

    /// <summary>Rate and half width of its 95 % interval, bytes per second.</summary>
    /// <param name="bytes">Estimated bytes of the site in each burst.</param>
    /// <param name="drawVariance">Variance of each from the random draw.</param>
    public (double Value, double Error) Rate(double[] bytes, double[] drawVariance)
    {
        double ratio = Expand(bytes) / _auxiliarySum;
        double scale = _auxiliaryPerSecond / _auxiliarySum;
        double draw = 0;
        double squares = 0;
        int n = bytes.Length;
        for (int i = 0; i < n; i++)
        {
            double square = _expansion[i] * _expansion[i];
            double residual = bytes[i] - (ratio * _auxiliary[i]);
            squares += square * residual * residual;

            // Of a share: the site's own draw moves both sides of the fraction, the others' only the lower one.
            draw += square * (_isShare
                ? ((1 - ratio) * (1 - ratio) * drawVariance[i]) + (ratio * ratio * Math.Max(0, _drawOfAll[i] - drawVariance[i]))
                : drawVariance[i]);
        }

        double ofDraw = Normal * Math.Sqrt(draw) * scale;
        if (n < 2)
        {
            return (ratio * _auxiliaryPerSecond, ofDraw);
        }

        double t = n - 1 <= StudentT.Length ? StudentT[n - 2] : Normal;
        double ofSpread = t * Math.Sqrt(squares / (n - 1) * n) * scale;
        double unobserved = Math.Max(0, 1 - _observedShare);
        double both = Math.Sqrt((unobserved * ofSpread * ofSpread) + ((1 - unobserved) * ofDraw * ofDraw));
        return (ratio * _auxiliaryPerSecond, Math.Max(ofDraw, both));
    }

    private static double Represented(AllocationBurst burst) => Math.Max(burst.RepresentedSeconds, burst.ObservedSeconds);
}
