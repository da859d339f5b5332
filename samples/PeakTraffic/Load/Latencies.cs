using System.Diagnostics;

namespace PeakTraffic.Load;

/// <summary>Collects the outcome of each request; safe to use from many at once.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];
    private long _failed;
    private string? _firstFailure;

    public void Succeeded(long dueTimestamp)
    {
        var elapsed = Stopwatch.GetElapsedTime(dueTimestamp).TotalMilliseconds;
        lock (_lock)
        {
            _milliseconds.Add(elapsed);
        }
    }

    public void Failed(string reason)
    {
        lock (_lock)
        {
            _failed++;
            _firstFailure ??= reason;
        }
    }

    public LoadResult Summarize(TimeSpan elapsed)
    {
        lock (_lock)
        {
            var sorted = _milliseconds.Order().ToArray();
            return new LoadResult
            {
                Seconds = elapsed.TotalSeconds,
                Completed = sorted.Length,
                Failed = _failed,
                FirstFailure = _firstFailure,
                P50 = Percentile(sorted, 0.50),
                P99 = Percentile(sorted, 0.99),
            };
        }
    }

    /// <summary>The nearest-rank percentile of values in ascending order; 0 of none.</summary>
    private static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
