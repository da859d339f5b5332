namespace AppFrag.Correlation.Statistics;

/// <summary>
/// What neither a series' own past, nor a straight trend, nor the load of this and the last seconds explains. Series that
/// remember their past wander together by chance; their residuals do not. Pure; its memory is reused.
/// <para>
/// One regression by least squares: constant, trend, <see cref="Order"/> own lags, the own means of 6 to 10 and of 11 to 20
/// seconds ago (a rhythm under noise needs a longer memory than five seconds), and each load at lags 0 to
/// <see cref="LoadLags"/>. A second of which any of these is unknown is a gap in the residuals.
/// </para>
/// </summary>
internal sealed class Prewhitening
{
    /// <summary>Own lags: an AR(5) process.</summary>
    public const int Order = 5;

    /// <summary>The load acts at once or within so many seconds.</summary>
    public const int LoadLags = 5;

    /// <summary>Most series of load.</summary>
    public const int MaxLoads = 2;

    /// <summary>Seconds at the start of a window that have no residual when the own past is taken out.</summary>
    public const int Memory = 20;

    private const int MiddleMemory = 10;
    private const int Means = 2;
    private const int MaxColumns = 2 + Order + Means + (MaxLoads * (LoadLags + 1));

    // With fewer rows the residuals would be small because they were fitted, not because they are explained.
    private const int RowsPerColumn = 3;

    private readonly LeastSquares _fit = new(MaxColumns);
    private readonly double[] _row = new double[MaxColumns];

    /// <param name="values">One a second; NaN is a gap.</param>
    /// <param name="takesPast">Whether the own past is taken out, or the trend and the load only.</param>
    /// <param name="loads">None to <see cref="MaxLoads"/>, each as long as <paramref name="values"/>.</param>
    /// <param name="residuals">As long as <paramref name="values"/>, other memory.</param>
    /// <returns>Residuals that are known.</returns>
    public int Residuals(ReadOnlySpan<double> values, bool takesPast, Loads loads, Span<double> residuals)
    {
        residuals.Fill(double.NaN);
        int columns = 2 + (takesPast ? Order + Means : 0) + (loads.Count * (LoadLags + 1));
        var scales = new Scales(Scale.Of(values), Scale.Of(loads.First), Scale.Of(loads.Second));
        int start = takesPast ? Memory : loads.Count > 0 ? LoadLags : 0;
        int rows = 0;
        _fit.Reset(columns);
        for (int t = start; t < values.Length; t++)
        {
            if (TryRow(values, t, takesPast, loads, scales))
            {
                _fit.Add(_row, scales.Own.Apply(values[t]));
                rows++;
            }
        }

        if (rows < RowsPerColumn * columns)
        {
            return 0;
        }

        _fit.Solve();
        for (int t = start; t < values.Length; t++)
        {
            if (TryRow(values, t, takesPast, loads, scales))
            {
                residuals[t] = scales.Own.Apply(values[t]) - _fit.Predict(_row);
            }
        }

        return rows;
    }

    private bool TryRow(ReadOnlySpan<double> values, int t, bool takesPast, Loads loads, in Scales scales)
    {
        if (!double.IsFinite(values[t]))
        {
            return false;
        }

        int column = 0;
        _row[column++] = 1;
        _row[column++] = (2.0 * t / values.Length) - 1;
        if (takesPast)
        {
            for (int lag = 1; lag <= Order; lag++)
            {
                _row[column++] = scales.Own.Apply(values[t - lag]);
            }

            _row[column++] = scales.Own.Apply(Mean(values[(t - MiddleMemory)..(t - Order)]));
            _row[column++] = scales.Own.Apply(Mean(values[(t - Memory)..(t - MiddleMemory)]));
        }

        for (int lag = 0; loads.Count > 0 && lag <= LoadLags; lag++)
        {
            _row[column++] = scales.First.Apply(loads.First[t - lag]);
        }

        for (int lag = 0; loads.Count > 1 && lag <= LoadLags; lag++)
        {
            _row[column++] = scales.Second.Apply(loads.Second[t - lag]);
        }

        double sum = 0;
        for (int i = 0; i < column; i++)
        {
            sum += _row[i];
        }

        // One gap in the row makes the sum a gap.
        return double.IsFinite(sum);
    }

    // Of those that are known, if they are half: else each lost second would cost twenty more.
    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        int known = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                sum += value;
                known++;
            }
        }

        return 2 * known >= values.Length ? sum / known : double.NaN;
    }

    private readonly record struct Scales(Scale Own, Scale First, Scale Second);
}
