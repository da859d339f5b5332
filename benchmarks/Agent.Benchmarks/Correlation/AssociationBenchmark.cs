using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using BenchmarkDotNet.Attributes;

namespace AppFrag.Agent.Benchmarks.Correlation;

/// <summary>Looking for associations: all pairs of a window, once every five minutes, and one pair by each of the tests.</summary>
[MemoryDiagnoser]
public class AssociationBenchmark
{
    private readonly TimelineTicks _ticks = new();
    private readonly AssociationSearch _search = new(AssociationPairs.All);
    private readonly PairTest _test = new(AssociationSearch.Window);
    private readonly double[] _dense = new double[AssociationSearch.Window];
    private readonly double[] _otherDense = new double[AssociationSearch.Window];
    private readonly double[] _events = new double[AssociationSearch.Window];
    private readonly double[] _otherEvents = new double[AssociationSearch.Window];
    private readonly double[] _load = new double[AssociationSearch.Window];
    private readonly Random _random = new(1);
    private long _second;

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < _dense.Length; i++)
        {
            _dense[i] = _random.NextDouble();
            _otherDense[i] = _random.NextDouble();
            _load[i] = _random.NextDouble();
            _events[i] = Event();
            _otherEvents[i] = Event();
        }

        _search.Advance(_ticks);
        Window();
    }

    /// <summary>Five minutes of series of both kinds, nothing associated, and the look at all pairs of them.</summary>
    [Benchmark]
    public bool Window()
    {
        bool looked = false;
        for (int i = 0; i < AssociationSearch.Window || !looked; i++, _second++)
        {
            for (int series = 0; series <= (int)TimelineSeries.GcHoles; series++)
            {
                _ticks.Put((TimelineSeries)series, _second, series % 2 == 0 ? Event() : _random.NextDouble());
            }

            looked = _search.Advance(_ticks);
        }

        return looked;
    }

    [Benchmark]
    public object? CrossCorrelation() => _test.Run(_dense, _otherDense, new Loads(_load), out _)?.Lag is { } lag && lag > 100 ? this : null;

    [Benchmark]
    public object? EventStudy() => _test.Run(_events, _otherDense, new Loads(_load), out _)?.Lag is { } lag && lag > 100 ? this : null;

    [Benchmark]
    public object? Coincidence() => _test.Run(_events, _otherEvents, new Loads(_load), out _)?.Lag is { } lag && lag > 100 ? this : null;

    private double Event() => _random.NextDouble() < 0.05 ? 1 : 0;
}
