namespace AppFrag.Correlation.Statistics;

/// <summary>Correlation over lags, gaps left out pair by pair. Pure.</summary>
internal static class CrossCorrelation
{
    /// <summary>Seconds that one may follow the other by, either way.</summary>
    public const int MaxLag = 20;

    /// <summary>With fewer pairs the tail of the distribution is not what the formula says.</summary>
    public const int LeastPairs = 120;

    // Variance of Fisher's z of a rank correlation times n − 3 (Fieller, Hartley, Pearson, Biometrika 44, 1957).
    private const double RankVariance = 1.06;

    /// <summary>Pearson's correlation of a second's value with the one <paramref name="lag"/> seconds later; of ranks it is Spearman's.</summary>
    /// <returns>The coefficient, NaN where one of them does not vary; and the number of pairs.</returns>
    public static (double R, int Pairs) At(int lag, ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        int pairs = 0;
        double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
        int from = Math.Max(0, -lag);
        int to = Math.Min(first.Length, second.Length - lag);

        // Of values as large as ranks are; both are shifted by the first known one, or the squares would cancel.
        double firstOrigin = Origin(first);
        double secondOrigin = Origin(second);
        for (int t = from; t < to; t++)
        {
            double x = first[t] - firstOrigin;
            double y = second[t + lag] - secondOrigin;
            if (double.IsFinite(x + y))
            {
                pairs++;
                a += x;
                b += y;
                aa += x * x;
                bb += y * y;
                ab += x * y;
            }
        }

        double spread = (aa - (a * a / pairs)) * (bb - (b * b / pairs));
        return (spread > 0 ? Math.Clamp((ab - (a * b / pairs)) / Math.Sqrt(spread), -1, 1) : double.NaN, pairs);
    }

    /// <summary>The lag with the least probable rank correlation, and what it means after Šidák over the lags looked at.</summary>
    /// <returns><see langword="null"/> with fewer than <see cref="LeastPairs"/> pairs at any lag, or where one does not vary.</returns>
    public static LaggedEffect? Strongest(ReadOnlySpan<double> firstRanks, ReadOnlySpan<double> secondRanks)
    {
        LaggedEffect? strongest = null;
        double least = double.PositiveInfinity;
        int lags = 0;
        for (int lag = -MaxLag; lag <= MaxLag; lag++)
        {
            (double rho, int pairs) = At(lag, firstRanks, secondRanks);
            if (pairs < LeastPairs || double.IsNaN(rho))
            {
                continue;
            }

            lags++;
            double p = PValue(rho, pairs);
            if (p < least)
            {
                least = p;
                strongest = new LaggedEffect(rho, lag, p, pairs);
            }
        }

        return strongest is { } found ? found with { P = Sidak(found.P, lags) } : null;
    }

    /// <summary>Two-sided probability of a rank correlation at least this far from 0 among independent values.</summary>
    public static double PValue(double rho, int pairs) =>
        Math.Min(1, 2 * NormalDistribution.UpperTail(Math.Abs(Math.Atanh(rho)) * Math.Sqrt((pairs - 3) / RankVariance)));

    /// <summary>Probability that the least of <paramref name="tests"/> is as small as <paramref name="p"/>: 1 − (1 − p)^tests, also for tiny p.</summary>
    public static double Sidak(double p, int tests) => p >= 1 ? 1 : -ExpMinusOne(tests * LogOnePlus(-p));

    private static double Origin(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                return value;
            }
        }

        return 0;
    }

    // The series where 1 + x would round x away.
    private static double LogOnePlus(double x) => Math.Abs(x) > 1e-5 ? Math.Log(1 + x) : x - (x * x / 2) + (x * x * x / 3);

    private static double ExpMinusOne(double x) => Math.Abs(x) > 1e-5 ? Math.Exp(x) - 1 : x + (x * x / 2) + (x * x * x / 6);
}
