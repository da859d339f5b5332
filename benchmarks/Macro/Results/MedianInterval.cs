namespace AppFrag.MacroBenchmark.Results;

/// <summary>
/// The interval of a median from the values themselves: each value lies on either side of the true median with the same
/// chance, so how many lie below it is binomial, whatever the distribution. Exact, and it assumes no shape.
/// </summary>
internal static class MedianInterval
{
    public const double Confidence = 0.95;

    /// <summary>
    /// How many values at each end the interval leaves out: as many as keep <see cref="Confidence"/>. With fewer than six
    /// values not even all of them reach it; then none is left out, see <see cref="CoverageOf"/>.
    /// </summary>
    public static int ValuesOutside(int count)
    {
        int outside = 0;
        while (2 * (outside + 1) < count && Coverage(count, outside + 1) >= Confidence)
        {
            outside++;
        }

        return outside;
    }

    /// <summary>The chance that the interval holds the true median.</summary>
    public static double CoverageOf(int count) => Coverage(count, ValuesOutside(count));

    private static double Coverage(int count, int outside)
    {
        double tail = 0;
        double ways = 1;
        for (int i = 0; i <= outside; i++)
        {
            tail += ways / Math.Pow(2, count);
            ways = ways * (count - i) / (i + 1);
        }

        return 1 - (2 * tail);
    }
}
