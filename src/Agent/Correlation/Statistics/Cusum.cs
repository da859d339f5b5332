namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Two-sided CUSUM (Page, Biometrika 41, 1954): when a series left the level of the window's first two minutes for good. It
/// sums how far each second is from what the past leads to expect: an AR(5) fitted to these two minutes, so that a series
/// which wanders by itself does not alarm. Pure; its memory is reused.
/// </summary>
internal sealed class Cusum
{
    /// <summary>Seconds that say what is usual.</summary>
    public const int Reference = 120;

    // Half of the change that is to be found soonest, in standard deviations of what the past leaves unexplained.
    private const double Allowance = 0.75;

    // For white noise 5 would do. The reference is itself an estimate, and a series that wanders (AR 0.97) drifts away from it.
    private const double Limit = 18;

    // One second alone, however far out, is no new level.
    private const double MostPerSecond = 4;

    private const int Columns = Prewhitening.Order + 1;

    private readonly LeastSquares _fit = new(Columns);
    private readonly double[] _row = new double[Columns];

    /// <param name="values">One a second; NaN is a gap.</param>
    /// <returns><see langword="null"/> where it stayed, or where too little of the reference is known.</returns>
    public LevelChange? Find(ReadOnlySpan<double> values)
    {
        if (values.Length <= Reference || !TryFit(values[..Reference], out Scale scale, out double deviation))
        {
            return null;
        }

        double up = 0;
        double down = 0;
        int upFrom = Reference;
        int downFrom = Reference;
        for (int t = Reference; t < values.Length; t++)
        {
            if (!TryRow(values, t, scale))
            {
                continue;
            }

            double surprise = Math.Clamp((scale.Apply(values[t]) - _fit.Predict(_row)) / deviation, -MostPerSecond, MostPerSecond);
            upFrom = up == 0 ? t : upFrom;
            downFrom = down == 0 ? t : downFrom;
            up = Math.Max(0, up + surprise - Allowance);
            down = Math.Max(0, down - surprise - Allowance);
            if (up > Limit || down > Limit)
            {
                int at = up > Limit ? upFrom : downFrom;
                return new LevelChange(at, Scale.Of(values[..at]).Mean, Scale.Of(values[at..]).Mean);
            }
        }

        return null;
    }

    private bool TryFit(ReadOnlySpan<double> values, out Scale scale, out double deviation)
    {
        scale = Scale.Of(values);
        deviation = 0;
        int rows = 0;
        _fit.Reset(Columns);
        for (int t = Prewhitening.Order; t < values.Length; t++)
        {
            if (TryRow(values, t, scale))
            {
                _fit.Add(_row, scale.Apply(values[t]));
                rows++;
            }
        }

        if (rows < Reference / 2)
        {
            return false;
        }

        _fit.Solve();
        double squares = 0;
        for (int t = Prewhitening.Order; t < values.Length; t++)
        {
            if (TryRow(values, t, scale))
            {
                double residual = scale.Apply(values[t]) - _fit.Predict(_row);
                squares += residual * residual;
            }
        }

        deviation = Math.Sqrt(squares / (rows - Columns));
        return deviation > 0;
    }

    private bool TryRow(ReadOnlySpan<double> values, int t, Scale scale)
    {
        double sum = values[t];
        _row[0] = 1;
        for (int lag = 1; lag < Columns; lag++)
        {
            sum += _row[lag] = scale.Apply(values[t - lag]);
        }

        return double.IsFinite(sum);
    }
}
