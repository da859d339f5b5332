namespace AppFrag.Correlation.Statistics;

/// <summary>When a series left its rest. Pure; its memory is reused.</summary>
internal sealed class EventTrain(int capacity)
{
    /// <summary>Two bursts with fewer seconds of rest between them are one event.</summary>
    public const int LeastRest = 3;

    private readonly int[] _onsets = new int[capacity];
    private int _count;

    /// <summary>The seconds in which a burst began.</summary>
    public ReadOnlySpan<int> Onsets => _onsets.AsSpan(0, _count);

    /// <param name="values">NaN is a gap; a burst that may have begun within a gap has no known beginning and is left out.</param>
    /// <param name="rest">The value at rest.</param>
    public void Read(ReadOnlySpan<double> values, double rest)
    {
        _count = 0;
        int atRest = 0;
        for (int t = 0; t < values.Length; t++)
        {
            if (values[t] == rest)
            {
                atRest++;
                continue;
            }

            if (atRest >= LeastRest && double.IsFinite(values[t]))
            {
                _onsets[_count++] = t;
            }

            atRest = 0;
        }
    }
}
