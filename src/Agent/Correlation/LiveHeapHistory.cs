using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>What was alive after a collection of generation 2.</summary>
/// <param name="Timestamp"><see cref="Stopwatch"/> ticks.</param>
/// <param name="Bytes">Objects in gen2, loh and poh, without the holes between them.</param>
internal readonly record struct LiveHeapPoint(long Timestamp, long Bytes);

/// <summary>
/// What was alive after collections of generation 2, over hours in little memory: the least value of each stretch of time,
/// because a background collection also leaves what died while it ran. When the points are full, stretches become twice as
/// long, up to ten minutes; after that the oldest go. Any thread may read and add.
/// </summary>
internal sealed class LiveHeapHistory
{
    public const int Capacity = 64;

    private static readonly TimeSpan Finest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Coarsest = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly List<LiveHeapPoint> _points = [];
    private TimeSpan _stretch = Finest;
    private long _stretchStart;
    private long _latest = long.MinValue;

    public IReadOnlyList<LiveHeapPoint> Points
    {
        get
        {
            lock (_gate)
            {
                return [.. _points];
            }
        }
    }

    /// <summary>The same from the collections of one recording.</summary>
    public static IReadOnlyList<LiveHeapPoint> Of(IReadOnlyList<GcSample> samples)
    {
        var history = new LiveHeapHistory();
        history.Add(samples);
        return history.Points;
    }

    /// <param name="samples">In order of time; those of other generations, and those added before, are passed over.</param>
    public void Add(IReadOnlyList<GcSample> samples)
    {
        lock (_gate)
        {
            foreach (GcSample sample in samples)
            {
                if (sample.Generation == 2 && sample.Timestamp > _latest)
                {
                    _latest = sample.Timestamp;
                    Add(new LiveHeapPoint(sample.Timestamp, Live(sample.Sizes)));
                }
            }
        }
    }

    private static long Live(GenerationSizes sizes) =>
        Live(sizes[GenerationSizes.Gen2]) + Live(sizes[GenerationSizes.Loh]) + Live(sizes[GenerationSizes.Poh]);

    private static long Live(GenerationSize size) => Math.Max(0, size.SizeBytes - size.FragmentedBytes);

    private void Add(LiveHeapPoint point)
    {
        if (_points.Count > 0 && Stopwatch.GetElapsedTime(_stretchStart, point.Timestamp) < _stretch)
        {
            if (point.Bytes < _points[^1].Bytes)
            {
                _points[^1] = point;
            }

            return;
        }

        if (_points.Count == Capacity)
        {
            Thin();
        }

        _points.Add(point);
        _stretchStart = point.Timestamp;
    }

    private void Thin()
    {
        if (_stretch >= Coarsest)
        {
            _points.RemoveAt(0);
            return;
        }

        _stretch *= 2;
        for (int i = 0; i < Capacity / 2; i++)
        {
            LiveHeapPoint left = _points[2 * i];
            LiveHeapPoint right = _points[(2 * i) + 1];
            _points[i] = left.Bytes <= right.Bytes ? left : right;
        }

        _points.RemoveRange(Capacity / 2, Capacity / 2);
    }
}
