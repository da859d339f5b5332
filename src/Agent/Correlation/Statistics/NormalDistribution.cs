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
