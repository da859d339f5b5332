using System.Buffers;

namespace AppFrag.Correlation;

/// <summary>
/// The median slope of all pairs of points (Theil–Sen) and its distribution-free 95 % interval (Sen, Journal of the
/// American Statistical Association 63, 1968): up to a quarter of the points may be anything without moving it far. Pure.
/// </summary>
/// <param name="Slope">Per unit of x.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end of the interval.</param>
internal readonly record struct TheilSen(double Slope, double Low, double High)
{
    /// <summary>With fewer points the interval would be all slopes there are.</summary>
    public const int LeastPoints = 5;

    private const double Normal = 1.96;

    /// <returns><see langword="null"/> with fewer than <see cref="LeastPoints"/> points, or all of them at one x.</returns>
    public static TheilSen? Of(IReadOnlyList<(double X, double Y)> points)
    {
        int n = points.Count;
        if (n < LeastPoints)
        {
            return null;
        }

        // Of 256 points there are 32,640 slopes, which is a large object: rented, since this is asked for again and again.
        double[] rented = ArrayPool<double>.Shared.Rent(n * (n - 1) / 2);
        try
        {
            return Of(points, Slopes(points, rented));
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static Span<double> Slopes(IReadOnlyList<(double X, double Y)> points, double[] slopes)
    {
        int count = 0;
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = i + 1; j < points.Count; j++)
            {
                if (points[j].X != points[i].X)
                {
                    slopes[count++] = (points[j].Y - points[i].Y) / (points[j].X - points[i].X);
                }
            }
        }

        return slopes.AsSpan(0, count);
    }

    private static TheilSen? Of(IReadOnlyList<(double X, double Y)> points, Span<double> slopes)
    {
        if (slopes.Length == 0)
        {
            return null;
        }

        slopes.Sort();

        // Kendall's statistic has this variance when there is no trend; it says how many ranks from the middle to go.
        int n = points.Count;
        double reach = Normal * Math.Sqrt(n * (n - 1) * ((2 * n) + 5) / 18.0);
        int low = (int)Math.Floor((slopes.Length - reach) / 2);
        int high = (int)Math.Ceiling((slopes.Length + reach) / 2);
        return new TheilSen(
            (slopes[(slopes.Length - 1) / 2] + slopes[slopes.Length / 2]) / 2,
            slopes[Math.Max(0, low)],
            slopes[Math.Min(slopes.Length - 1, high)]);
    }
}
