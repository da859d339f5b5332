using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// From samples to <see cref="TimelineTicks"/>: counters become rates over the time between two readings, levels stay what
/// they are, events go to the second in which they happened, however much later they became known. Allocates nothing. Not
/// thread safe.
/// </summary>
internal sealed class TimelineFeed(TimelineTicks ticks)
{
    // The agent's tick is a second and up to a quarter late. A reading after longer than this says how much happened in
    // between but not when, which is a gap.
    private static readonly long LongestStep = Stopwatch.Frequency * 3 / 2;

    // A collection's figures hold until the next one; after so long without any they are old.
    private const int LongestHold = 30;

    private HostSample? _host;
    private RuntimeSample? _runtime;
    private long _quietTo = -1;
    private (long Second, double Bytes)? _holes;

    public void Add(in HostSample sample)
    {
        if (_host is { } before)
        {
            if (!IsNextSecond(before.Timestamp, sample.Timestamp, out long first, out long second))
            {
                return;
            }

            double seconds = Seconds(before.Timestamp, sample.Timestamp);
            double microseconds = seconds * 1e6;
            PutRate(TimelineSeries.CompactionStalls, first, second, Rate(before.CompactionStalls, sample.CompactionStalls, seconds));
            PutRate(TimelineSeries.AllocationStalls, first, second, Rate(before.AllocationStalls, sample.AllocationStalls, seconds));
            PutRate(TimelineSeries.HugePageFallbacks, first, second, Rate(before.ThpFaultFallbacks, sample.ThpFaultFallbacks, seconds));
            PutRate(TimelineSeries.HostPressure, first, second, Math.Min(1, Rate(before.HostPressureSome, sample.HostPressureSome, microseconds)));
            PutRate(TimelineSeries.CgroupPressure, first, second, Math.Min(1, Rate(before.CgroupPressureSome, sample.CgroupPressureSome, microseconds)));
            PutRate(TimelineSeries.MajorFaults, first, second, Rate(before.ProcessMajorFaults, sample.ProcessMajorFaults, seconds));
            PutRate(TimelineSeries.SlabGrowth, first, second, before.SlabUnreclaimableBytes < 0 || sample.SlabUnreclaimableBytes < 0
                ? double.NaN
                : (sample.SlabUnreclaimableBytes - before.SlabUnreclaimableBytes) / seconds);
        }

        _host = sample;
        long now = SecondOf(sample.Timestamp);
        ticks.Put(TimelineSeries.UnusableIndex, now, sample.UnusableIndexPmd < 0 ? double.NaN : sample.UnusableIndexPmd / 1000.0);
        ticks.Put(TimelineSeries.MemoryLoad, now, sample.MemTotalBytes <= 0 || sample.MemAvailableBytes < 0
            ? double.NaN
            : 1 - ((double)sample.MemAvailableBytes / sample.MemTotalBytes));
    }

    public void Add(in RuntimeSample sample)
    {
        if (_runtime is { } before)
        {
            if (!IsNextSecond(before.Timestamp, sample.Timestamp, out long first, out long second))
            {
                return;
            }

            double seconds = Seconds(before.Timestamp, sample.Timestamp);
            PutRate(TimelineSeries.AllocationRate, first, second, before.AllocatedBytes > 0 ? Rate(before.AllocatedBytes, sample.AllocatedBytes, seconds) : double.NaN);
            PutRate(TimelineSeries.Gen2Collections, first, second, Rate(before.Gen2Collections, sample.Gen2Collections, seconds));
            PutRate(TimelineSeries.PauseTime, first, second, Math.Min(1, Rate(before.PauseTotal.Ticks, sample.PauseTotal.Ticks, seconds * TimeSpan.TicksPerSecond)));
        }

        _runtime = sample;
    }

    /// <summary>The long pauses that have become known.</summary>
    /// <param name="pauses">At most a minute old.</param>
    /// <param name="knownTo"><see cref="Stopwatch"/> ticks up to which all are known; <see langword="null"/> while not every pause is seen: then no second is known to have had none.</param>
    public void Add(IReadOnlyList<GcPause> pauses, long? knownTo)
    {
        if (knownTo is { } to)
        {
            long last = SecondOf(to) - 1;
            for (long second = Math.Max(_quietTo + 1, last - TimelineTicks.Capacity); _quietTo >= 0 && second <= last; second++)
            {
                ticks.Put(TimelineSeries.LongPauses, second, 0);
            }

            _quietTo = last;
        }
        else
        {
            _quietTo = -1;
        }

        for (int i = 0; i < pauses.Count; i++)
        {
            long second = SecondOf(pauses[i].Start);
            double soFar = ticks[TimelineSeries.LongPauses, second];
            ticks.Put(TimelineSeries.LongPauses, second, double.IsNaN(soFar) ? 1 : soFar + 1);
        }
    }

    /// <summary>The heap after collections, in order of time.</summary>
    public void Add(IReadOnlyList<GcSample> samples)
    {
        for (int i = 0; i < samples.Count; i++)
        {
            GcSample sample = samples[i];
            double bytes = 0;
            for (int generation = 0; generation < GenerationSizes.Count; generation++)
            {
                bytes += sample.Sizes[generation].FragmentedBytes;
            }

            long second = SecondOf(sample.Timestamp);
            if (_holes is { } before && second - before.Second <= LongestHold)
            {
                PutRate(TimelineSeries.GcHoles, before.Second + 1, second - 1, before.Bytes);
            }

            ticks.Put(TimelineSeries.GcHoles, second, bytes);
            _holes = (second, bytes);
        }
    }

    private static long SecondOf(long timestamp) => timestamp / Stopwatch.Frequency;

    private static double Seconds(long from, long to) => (double)(to - from) / Stopwatch.Frequency;

    // A counter that cannot be read is -1; one that fell was reset or has wrapped.
    private static double Rate(long before, long after, double per) => before >= 0 && after >= before ? (after - before) / per : double.NaN;

    // Two readings within one second: the later one is left out, and the next covers its time too.
    private static bool IsNextSecond(long before, long now, out long first, out long second)
    {
        second = SecondOf(now);
        first = now - before <= LongestStep ? SecondOf(before) + 1 : second + 1;
        return second > SecondOf(before);
    }

    // A step that is a little longer than a second may begin in one second and end in the next but one: it covers both.
    private void PutRate(TimelineSeries series, long first, long last, double rate)
    {
        for (long second = first; second <= last; second++)
        {
            ticks.Put(series, second, rate);
        }
    }
}
