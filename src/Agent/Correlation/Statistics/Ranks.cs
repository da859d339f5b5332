namespace AppFrag.Correlation.Statistics;

/// <summary>Ranks from 1, equal values sharing the mean of theirs; gaps (NaN) stay gaps. Pure; the two arrays are for sorting in.</summary>
internal sealed class Ranks(int capacity)
{
    private readonly double[] _sorted = new double[capacity];
    private readonly int[] _positions = new int[capacity];

    /// <param name="values">At most the capacity.</param>
    /// <param name="ranks">As long; may be the same memory.</param>
    /// <returns>How many values there are.</returns>
    public int Of(ReadOnlySpan<double> values, Span<double> ranks)
    {
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]))
            {
                _sorted[count] = values[i];
                _positions[count++] = i;
            }
        }

        ranks.Fill(double.NaN);
        _sorted.AsSpan(0, count).Sort(_positions.AsSpan(0, count));
        for (int first = 0; first < count;)
        {
            int next = first + 1;
            while (next < count && _sorted[next] == _sorted[first])
            {
                next++;
            }

            for (int i = first; i < next; i++)
            {
                ranks[_positions[i]] = (first + next + 1) / 2.0;
            }

            first = next;
        }

        return count;
    }
}
