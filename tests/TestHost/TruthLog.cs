using System.Diagnostics;

namespace AppFrag.TestHost;

/// <summary>What the load has counted at each tenth of a second of the last minutes, so that it can be said of any window.</summary>
internal sealed class TruthLog : IDisposable
{
    private const int Kept = 1200;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly MixedLoad _load;
    private readonly Lock _gate = new();
    private readonly Queue<(long At, long[] Bytes)> _entries = [];
    private readonly Timer _timer;

    public TruthLog(MixedLoad load)
    {
        _load = load;
        _timer = new Timer(_ => Take(), null, TimeSpan.Zero, Interval);
    }

    /// <summary>True rates by place in the window that ends now, bytes a second.</summary>
    public double[] Rates(TimeSpan window)
    {
        Take();
        (long At, long[] Bytes)[] entries;
        lock (_gate)
        {
            entries = [.. _entries];
        }

        (long end, long[] atEnd) = entries[^1];
        long start = end - (long)(window.TotalSeconds * Stopwatch.Frequency);
        int after = Math.Max(1, Array.FindIndex(entries, entry => entry.At >= start));
        (long before, long[] bytesBefore) = entries[after - 1];

        // Between two readings the load is taken as steady.
        double part = Math.Clamp((start - before) / (double)(entries[after].At - before), 0, 1);
        double seconds = Stopwatch.GetElapsedTime(start, end).TotalSeconds;
        return [.. atEnd.Select((bytes, i) => (bytes - bytesBefore[i] - (part * (entries[after].Bytes[i] - bytesBefore[i]))) / seconds)];
    }

    public void Dispose() => _timer.Dispose();

    private void Take()
    {
        lock (_gate)
        {
            _entries.Enqueue((Stopwatch.GetTimestamp(), _load.Truth()));
            if (_entries.Count > Kept)
            {
                _entries.Dequeue();
            }
        }
    }
}
