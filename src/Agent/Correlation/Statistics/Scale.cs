namespace AppFrag.Correlation.Statistics;

/// <summary>Brings a series to mean 0 and standard deviation 1: bytes a second and shares of time then go into one system of equations.</summary>
internal readonly record struct Scale(double Mean, double Deviation)
{
    /// <summary>Over the values that are known; deviation 1 where all are equal.</summary>
    public static Scale Of(ReadOnlySpan<double> values)
    {
        int count = 0;
        double sum = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                sum += value;
                count++;
            }
        }

        double mean = count > 0 ? sum / count : 0;
        double squares = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                squares += (value - mean) * (value - mean);
            }
        }

        double deviation = count > 1 ? Math.Sqrt(squares / (count - 1)) : 0;
        return new Scale(mean, deviation > 0 && double.IsFinite(deviation) ? deviation : 1);
    }

    /// <summary>A gap stays one.</summary>
    public double Apply(double value) => (value - Mean) / Deviation;
}
