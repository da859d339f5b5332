using AppFrag.Correlation.Statistics;

namespace AppFrag.Tool.Diff;

/// <summary>
/// Two measurements of the same number, judged so that all judgements of a comparison together are wrong in at most 5 % of the cases in which nothing
/// has changed: each of n is held to 5 % / n (Bonferroni). Pure.
/// </summary>
/// <param name="judgements">How many numbers are compared.</param>
internal sealed class Comparison(int judgements)
{
    /// <summary>A smaller rise is worse, but no regression: it is shown and fails nothing.</summary>
    public const double LeastRegression = 0.1;

    private const double Normal = 1.96;
    private const double Level = 0.05;

    private readonly double _level = Level / Math.Max(1, judgements);
    private readonly double _scale = Quantile(Level / Math.Max(1, judgements) / 2) / Normal;

    /// <summary>Of two numbers of which less is better.</summary>
    public Verdict Judge(Measured before, Measured after)
    {
        if (before.Error is not { } errorBefore || after.Error is not { } errorAfter)
        {
            return Verdict.NotJudged;
        }

        double change = after.Value - before.Value;
        return Math.Abs(change) <= SmallestMeasurable(errorBefore, errorAfter) ? Verdict.NoMeasurableChange
            : change < 0 ? Verdict.Better
            : Verdict.Worse;
    }

    /// <summary>What was seen one time and not once the other.</summary>
    /// <param name="seen">The one time.</param>
    /// <param name="unseenBelow">The rate that it may have had the other time, see <see cref="UnseenBelow"/>.</param>
    /// <param name="verdict">What is to be said if it is sure.</param>
    public Verdict JudgeUnseen(Measured seen, double unseenBelow, Verdict verdict) =>
        seen.Error is { } error && seen.Value - (error * _scale) > unseenBelow ? verdict : Verdict.NoMeasurableChange;

    /// <summary>No sample at all: at a higher rate the chance of that would be below the level ("rule of three" at 5 %).</summary>
    /// <param name="bytesPerSample">What one sample stands for.</param>
    /// <param name="observedSeconds">How long samples were taken.</param>
    public double UnseenBelow(double bytesPerSample, double observedSeconds) =>
        observedSeconds > 0 ? -Math.Log(_level) * bytesPerSample / observedSeconds : double.PositiveInfinity;

    /// <summary>The least change that is judged to be one.</summary>
    public double SmallestMeasurable(double errorBefore, double errorAfter) => _scale * Math.Sqrt((errorBefore * errorBefore) + (errorAfter * errorAfter));

    public static bool IsRegression(Verdict verdict, Measured before, Measured after) =>
        verdict == Verdict.New || (verdict == Verdict.Worse && after.Value > before.Value * (1 + LeastRegression));

    /// <summary>The value that a standard normal variable exceeds with this probability, by bisection.</summary>
    private static double Quantile(double probability)
    {
        double low = 0, high = 40;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = NormalDistribution.UpperTail(middle) > probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }
}
