using System.Diagnostics.Metrics;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>The GC's holes by generation, its pauses, and the estimated allocations. What <c>System.Runtime</c> already emits is not repeated.</summary>
internal sealed class GcMetrics
{
    private const int MaxRoutes = 100;

    /// <summary>Bounds in seconds: from what nobody notices to what everybody does.</summary>
    private static readonly double[] PauseBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];
    private static readonly string[] Kinds = ["soh", "loh", "poh"];

    private readonly Histogram<double> _pauses;
    private readonly Counter<long> _allocations;
    private readonly HashSet<string> _routes = [];
    private volatile Snapshot? _latest;

    public GcMetrics(Meter meter)
    {
        meter.CreateObservableGauge(
            "appfrag.gc.heap.fragmentation.ratio",
            () => Measure(size => size.SizeBytes > 0 ? (double)size.FragmentedBytes / size.SizeBytes : 0),
            "1",
            "Share of a generation that was holes after the latest collection.");
        meter.CreateObservableGauge(
            "appfrag.gc.heap.free_list.size",
            () => _latest is { FreeListsKnown: true } ? Measure(size => size.FreeListBytes) : [],
            "By",
            "Holes on a generation's free list after the latest collection; not while it is polled.");
        meter.CreateObservableGauge(
            "appfrag.gc.heap.free_object.size",
            () => _latest is { FreeListsKnown: true } ? Measure(size => size.FreeObjectBytes) : [],
            "By",
            "Holes too small for a generation's free list after the latest collection; not while it is polled.");
        _pauses = meter.CreateHistogram(
            "appfrag.gc.pause.duration",
            "s",
            "Time all managed threads stood still for the GC; bounds from 0.5 ms to 5 s.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = PauseBounds });
        _allocations = meter.CreateCounter<long>(
            "appfrag.allocation.size",
            "By",
            "Bytes allocated: the sum is what the GC counts, its division by heap and route is estimated from samples.");
    }

    /// <param name="sizes">Of gen0, gen1, gen2, loh, poh.</param>
    /// <param name="freeListsKnown">False when they come from polling, which does not tell the free list from small holes.</param>
    public void Update(in GenerationSizes sizes, bool freeListsKnown) => _latest = new Snapshot(sizes, freeListsKnown);

    public void Record(GcPause pause) => _pauses.Record(
        pause.Duration.TotalSeconds,
        new(AttributeNames.Generation, Generations[pause.Generation]),
        new(AttributeNames.GcReason, pause.Reason));

    /// <param name="kind">Heap.</param>
    /// <param name="route">Route template or <see langword="null"/>; from the hundredth distinct one on it is left out, so that the number of series stays bounded.</param>
    /// <param name="bytes">Estimate for the time since the previous burst.</param>
    public void AddAllocated(AllocationKind kind, string? route, long bytes)
    {
        KeyValuePair<string, object?> kindTag = new(AttributeNames.AllocationKind, Kinds[(int)kind]);
        if (route is not null && (_routes.Contains(route) || (_routes.Count < MaxRoutes && _routes.Add(route))))
        {
            _allocations.Add(bytes, kindTag, new(AttributeNames.HttpRoute, route));
        }
        else
        {
            _allocations.Add(bytes, kindTag);
        }
    }

    private List<Measurement<T>> Measure<T>(Func<GenerationSize, T> value)
        where T : struct
    {
        var measurements = new List<Measurement<T>>(Generations.Length);
        if (_latest is { } latest)
        {
            for (int i = 0; i < Generations.Length; i++)
            {
                measurements.Add(new Measurement<T>(value(latest.Sizes[i]), new KeyValuePair<string, object?>(AttributeNames.Generation, Generations[i])));
            }
        }

        return measurements;
    }

    private sealed record Snapshot(GenerationSizes Sizes, bool FreeListsKnown);
}
