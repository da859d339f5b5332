namespace AppFrag.Correlation.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    // From here on the series would cancel; the continued fraction converges fast.
    private const double Far = 3;
    private const int Terms = 200;

    /// <summary>Probability of a value of at least <paramref name="z"/>.</summary>
    public static double UpperTail(double z)
    {
        if (double.IsNaN(z))
        {
            return double.NaN;
        }

        if (z < 0)
        {
            return 1 - UpperTail(-z);
        }

        return z < Far ? 0.5 - Body(z) : Tail(z);
    }

    /// <summary>The value that is exceeded with probability 1 − <paramref name="p"/>.</summary>
    /// <param name="p">Between 0 and 1, exclusive.</param>
    public static double Quantile(double p)
    {
        if (p > 0.5)
        {
            return -Quantile(1 - p);
        }

        // Abramowitz and Stegun 26.2.23, good to 4.5e-4, then Halley's steps.
        double t = Math.Sqrt(-2 * Math.Log(p));
        double z = -t + ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
        for (int i = 0; i < 3; i++)
        {
            double step = (UpperTail(-z) - p) / Density(z);
            z -= step / (1 + (z * step / 2));
        }

        return z;
    }

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    // Marsaglia, Journal of Statistical Software 11(4), 2004: φ(z)·(z + z³/3 + z⁵/(3·5) + …).
    private static double Body(double z)
    {
        double term = z;
        double sum = z;
        for (int i = 3; i < Terms && term > sum * 1e-17; i += 2)
        {
            term *= z * z / i;
            sum += term;
        }

        return Density(z) * sum;
    }

    // φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))), from the inside out.
    private static double Tail(double z)
    {
        double fraction = z;
        for (int i = Terms; i > 0; i--)
        {
            fraction = z + (i / fraction);
        }

        return Density(z) / fraction;
    }
}
