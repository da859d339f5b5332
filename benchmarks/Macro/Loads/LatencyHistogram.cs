using System.Diagnostics;

namespace AppFrag.MacroBenchmark.Loads;

/// <summary>Latencies in steps of one per cent of their size, so that recording one neither allocates nor waits. One per sender.</summary>
internal sealed class LatencyHistogram
{
    private const double Step = 1.01;
    private const double LeastSeconds = 1e-6;
    private const int Buckets = 1900; // up to three minutes

    private static readonly double LogStep = Math.Log(Step);

    private readonly long[] _counts = new long[Buckets];

    public long Count { get; private set; }

    public void Add(long start, long end)
    {
        double seconds = Stopwatch.GetElapsedTime(start, end).TotalSeconds;
        int bucket = seconds <= LeastSeconds ? 0 : Math.Min(Buckets - 1, (int)(Math.Log(seconds / LeastSeconds) / LogStep));
        _counts[bucket]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        Count += other.Count;
        for (int i = 0; i < Buckets; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    /// <summary>Upper end of the step that holds the nearest-rank percentile, milliseconds; 0 of none.</summary>
    public double PercentileMilliseconds(double share)
    {
        long rank = (long)Math.Ceiling(share * Count);
        long seen = 0;
        for (int i = 0; i < Buckets && rank > 0; i++)
        {
            seen += _counts[i];
            if (seen >= rank)
            {
                return LeastSeconds * Math.Pow(Step, i + 1) * 1000;
            }
        }

        return 0;
    }
}
