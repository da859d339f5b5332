namespace AppFrag.Correlation;

/// <summary>
/// All series of the timeline on one axis of whole seconds, the last ten minutes. A second that was not measured is NaN, never
/// 0. Allocated once: a tick allocates nothing. Not thread safe.
/// </summary>
internal sealed class TimelineTicks
{
    /// <summary>Seconds kept.</summary>
    public const int Capacity = 600;

    private static readonly int Series = Enum.GetValues<TimelineSeries>().Length;

    private readonly double[] _values = new double[Series * Capacity];

    public TimelineTicks() => _values.AsSpan().Fill(double.NaN);

    /// <summary>The last second that anything was written to; <see langword="null"/> before the first.</summary>
    public long? Latest { get; private set; }

    /// <summary>Bytes of the values.</summary>
    public int SizeBytes => _values.Length * sizeof(double);

    /// <summary>NaN before it is written, or when it is no longer kept.</summary>
    public double this[TimelineSeries series, long second] => IsKept(second) ? _values[Place(series, second)] : double.NaN;

    /// <summary>Writes one second; an older one than <see cref="Capacity"/> is passed over.</summary>
    public void Put(TimelineSeries series, long second, double value)
    {
        Reach(second);
        if (IsKept(second))
        {
            _values[Place(series, second)] = double.IsFinite(value) ? value : double.NaN;
        }
    }

    /// <summary>Copies the seconds from <paramref name="first"/> on; what is not known is NaN.</summary>
    /// <returns>How many are known.</returns>
    public int CopyTo(TimelineSeries series, long first, Span<double> values)
    {
        int known = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = this[series, first + i];
            known += double.IsNaN(values[i]) ? 0 : 1;
        }

        return known;
    }

    // Whatever lies between is unknown, and so is what the ring still holds there from ten minutes ago.
    private void Reach(long second)
    {
        if (Latest is { } latest && second <= latest)
        {
            return;
        }

        long from = Latest is { } before ? Math.Max(before + 1, second - Capacity + 1) : second;
        for (long s = from; s <= second; s++)
        {
            for (int series = 0; series < Series; series++)
            {
                _values[Place((TimelineSeries)series, s)] = double.NaN;
            }
        }

        Latest = second;
    }

    private bool IsKept(long second) => Latest is { } latest && second <= latest && second > latest - Capacity && second >= 0;

    private static int Place(TimelineSeries series, long second) => ((int)series * Capacity) + (int)(second % Capacity);
}
