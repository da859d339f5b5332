using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Tool.Collect;

/// <summary>
/// From the sizes before and after collections to bytes allocated per second: what was alive or garbage before one, without
/// the holes, less what was there after the one before it, spread evenly over the time between them.
/// </summary>
internal sealed class AllocatedBetweenCollections(TimelineTicks ticks)
{
    // Over a longer time an even spread says nothing of single seconds.
    private const int Longest = 10;

    private (long Timestamp, long Bytes)? _before;
    private long _second = -1;
    private double _bytes;

    /// <param name="samples">In order of time.</param>
    public void Add(IReadOnlyList<GcSample> samples)
    {
        foreach (var sample in samples)
        {
            if (_before is { } before && sample.Timestamp > before.Timestamp)
            {
                Spread(before.Timestamp, sample.Timestamp, Math.Max(0, Objects(sample.SizesBefore) - before.Bytes));
            }

            _before = (sample.Timestamp, Objects(sample.Sizes));
        }
    }

    private static long Objects(GenerationSizes sizes)
    {
        long bytes = 0;
        for (int i = 0; i < GenerationSizes.Count; i++)
        {
            bytes += sizes[i].SizeBytes - sizes[i].FragmentedBytes;
        }

        return bytes;
    }

    private void Spread(long from, long to, long bytes)
    {
        long first = from / Stopwatch.Frequency;
        long last = to / Stopwatch.Frequency;
        if (last - first > Longest)
        {
            _second = -1;
            return;
        }

        for (long second = first; second <= last; second++)
        {
            long start = Math.Max(from, second * Stopwatch.Frequency);
            long end = Math.Min(to, (second + 1) * Stopwatch.Frequency);
            Take(second, bytes * ((double)(end - start) / (to - from)));
        }
    }

    // A second is known when a later one has begun, and it was seen from its start on.
    private void Take(long second, double bytes)
    {
        if (second == _second)
        {
            _bytes += bytes;
            return;
        }

        if (_second >= 0 && second == _second + 1)
        {
            ticks.Put(TimelineSeries.AllocationRate, _second, _bytes);
        }

        _second = second;
        _bytes = bytes;
    }
}
