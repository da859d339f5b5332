namespace AppFrag.Correlation;

/// <summary>
/// Whether a series goes up at one pace, or only happens to be higher at its end. What wanders at random (a random walk) has a
/// significant slope in every second hour: neighbouring points are not independent, which every test of the slope assumes.
/// Steps between the middles of eight equal stretches of time are nearly independent, also of what wanders. They are
/// compared with their own spread: a leak takes much the same step each time. Pure.
/// </summary>
internal static class Steadiness
{
    private const int Stretches = 8;

    /// <summary>
    /// From here on it is called steady. Chosen by simulation so that, of a thousand series of an hour each that wander, no more
    /// than seven in a hundred are ever called so although they are looked at every half minute; Student's t would ask for 1.9
    /// at a single look.
    /// </summary>
    public const double Least = 4.5;

    /// <summary>Mean step over its standard error.</summary>
    /// <param name="points">In order of x.</param>
    /// <returns><see langword="null"/> when a stretch has no point.</returns>
    public static double? Of(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count < Stretches || points[^1].X <= points[0].X)
        {
            return null;
        }

        double length = points[^1].X - points[0].X;
        double[] middles = [.. points.GroupBy(point => Math.Min(Stretches - 1, (int)((point.X - points[0].X) / length * Stretches))).Select(stretch => Middle([.. stretch.Select(point => point.Y).Order()]))];
        if (middles.Length < Stretches)
        {
            return null;
        }

        double[] steps = [.. middles.Zip(middles.Skip(1), (before, after) => after - before)];
        double mean = steps.Average();
        double variance = steps.Sum(step => (step - mean) * (step - mean)) / (steps.Length - 1);
        return mean == 0 ? 0 : mean / Math.Sqrt(variance / steps.Length);
    }

    private static double Middle(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
