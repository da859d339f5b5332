using System.Diagnostics;

namespace AppFrag.Correlation;

/// <summary>
/// What a process allocated in a stretch of time, as the runtime counts it.
/// <para>
/// The count, GC.GetTotalAllocatedBytes, now and then stands still for a second or more while the process goes on
/// allocating, and then makes up for it at once (seen on 10.0.12: up to 4 s and 800 MB at 200 MB/s on a busy machine, also without any
/// session). It is never too high. So of the readings near either end the one counts that is highest against the trend;
/// what that makes of the rate is an error of it, because a load that has really paused looks the same.
/// </para>
/// </summary>
/// <param name="Bytes">Bytes.</param>
/// <param name="Seconds">In how many seconds.</param>
/// <param name="RateError">How far the rate may be off, bytes per second.</param>
internal readonly record struct AllocatedBytes(double Bytes, double Seconds, double RateError = 0)
{
    /// <summary>How long the count may stand still.</summary>
    public static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(5);

    public double Rate => Bytes / Seconds;

    /// <param name="readings"><see cref="Stopwatch"/> ticks and bytes since the process started, oldest first.</param>
    /// <returns><see langword="null"/> without two of them.</returns>
    public static AllocatedBytes? Between(IReadOnlyList<(long Timestamp, long Bytes)> readings)
    {
        if (readings.Count < 2 || readings[^1].Timestamp <= readings[0].Timestamp)
        {
            return null;
        }

        long near = (long)(LongestStandstill.TotalSeconds * Stopwatch.Frequency);
        (long Timestamp, long Bytes) first = readings[0], last = readings[^1];
        double whole = RateOf(first, last);
        double rate = whole;

        // Twice, because the trend is known better the second time.
        for (int i = 0; i < 2; i++)
        {
            double trend = rate;
            (long Timestamp, long Bytes) start = readings.Where(r => r.Timestamp <= first.Timestamp + near).MaxBy(r => Above(r, trend));
            (long Timestamp, long Bytes) end = readings.Where(r => r.Timestamp >= last.Timestamp - near).MaxBy(r => Above(r, trend));
            if (end.Timestamp - start.Timestamp > near)
            {
                rate = RateOf(start, end);
            }
        }

        double seconds = SecondsOf(first, last);
        return new AllocatedBytes(rate * seconds, seconds, Math.Abs(rate - whole));

        double Above((long Timestamp, long Bytes) reading, double trend) => reading.Bytes - first.Bytes - (trend * SecondsOf(first, reading));

        static double RateOf((long Timestamp, long Bytes) from, (long Timestamp, long Bytes) to) => (to.Bytes - from.Bytes) / SecondsOf(from, to);

        static double SecondsOf((long Timestamp, long Bytes) from, (long Timestamp, long Bytes) to) => (to.Timestamp - from.Timestamp) / (double)Stopwatch.Frequency;
    }
}
