using System.Diagnostics;

namespace AppFrag.Correlation.Statistics;

/// <summary>
/// Looks in one window after the other for series that went to another level. Only those that move all the time are looked
/// at: what rests and bursts has no level. Used by one thread; allocates only when something changed.
/// </summary>
internal sealed class ChangeSearch
{
    private static readonly TimelineSeries[] Watched =
    [
        TimelineSeries.PauseTime,
        TimelineSeries.AllocationRate,
        TimelineSeries.HostPressure,
        TimelineSeries.CgroupPressure,
        TimelineSeries.UnusableIndex,
        TimelineSeries.MemoryLoad,
    ];

    private readonly Cusum _cusum = new();
    private readonly SeriesForms _forms = new(WindowCursor.Window);
    private readonly double[] _values = new double[WindowCursor.Window];
    private WindowCursor _cursor;

    /// <summary>In the latest window, in order of time.</summary>
    public IReadOnlyList<SeriesChange> Latest { get; private set; } = [];

    /// <summary>Looks at a window if one is complete. Costs a comparison otherwise.</summary>
    /// <returns>Whether a window was looked at.</returns>
    public bool Advance(TimelineTicks ticks)
    {
        if (!_cursor.TryNext(ticks, out long start))
        {
            return false;
        }

        List<SeriesChange>? found = null;
        foreach (TimelineSeries series in Watched)
        {
            ticks.CopyTo(series, start, _values);
            if (_forms.Of(_values, out _) == SeriesForm.Dense && _cusum.Find(_values) is { } change)
            {
                found ??= [];
                found.Add(new SeriesChange(series, (start + change.At) * Stopwatch.Frequency, change.Before, change.After));
            }
        }

        found?.Sort(static (a, b) => a.Timestamp.CompareTo(b.Timestamp));
        Latest = found is null ? [] : found;
        return true;
    }
}
