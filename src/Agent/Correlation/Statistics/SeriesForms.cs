namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Tells the form of a series. Pure; its memory is reused. The line between bursts and dense series matters: rank correlation
/// of bursts that have nothing to do with one another "finds" something in every third window.
/// </summary>
internal sealed class SeriesForms(int capacity)
{
    /// <summary>Seconds that must be known.</summary>
    public const int LeastValues = CrossCorrelation.LeastPairs;

    /// <summary>A series that is at one value for longer than this share of the time goes to the tests of events.</summary>
    public const double MostAtRest = 0.4;

    // Of the steps from one second to the next.
    private const double MostUnchanged = 0.5;

    private readonly double[] _sorted = new double[capacity];

    /// <param name="values">At most the capacity; NaN is a gap.</param>
    /// <param name="rest">The value it is at most often.</param>
    public SeriesForm Of(ReadOnlySpan<double> values, out double rest)
    {
        int count = 0;
        int steps = 0;
        int unchanged = 0;
        double before = double.NaN;
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                _sorted[count++] = value;
                steps += double.IsFinite(before) ? 1 : 0;
                unchanged += value == before ? 1 : 0;
            }

            before = value;
        }

        rest = double.NaN;
        if (count < LeastValues)
        {
            return SeriesForm.Unknown;
        }

        Span<double> sorted = _sorted.AsSpan(0, count);
        sorted.Sort();
        int most = 0;
        for (int first = 0; first < count;)
        {
            int next = first + 1;
            while (next < count && sorted[next] == sorted[first])
            {
                next++;
            }

            if (next - first > most)
            {
                most = next - first;
                rest = sorted[first];
            }

            first = next;
        }

        return most == count ? SeriesForm.Constant
            : most > count * MostAtRest ? SeriesForm.Events
            : unchanged > steps * MostUnchanged ? SeriesForm.Held
            : SeriesForm.Dense;
    }
}
