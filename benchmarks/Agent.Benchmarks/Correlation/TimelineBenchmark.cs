using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;
using BenchmarkDotNet.Attributes;

namespace AppFrag.Agent.Benchmarks.Correlation;

/// <summary>The full timeline: one tick added, and the copy of the last minute that a diagnosis works on.</summary>
[MemoryDiagnoser]
public class TimelineBenchmark
{
    private const int Ticks = 600;

    private readonly Timeline _timeline = new();
    private long _now;

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Ticks; i++)
        {
            AddTick();
        }
    }

    [Benchmark]
    public void AddTick()
    {
        _now += Stopwatch.Frequency;
        _timeline.Add(default(HostSample) with { Timestamp = _now });
        _timeline.Add(default(RuntimeSample) with { Timestamp = _now });
    }

    [Benchmark]
    public object LastMinute() => _timeline.Window(_now - (60 * Stopwatch.Frequency), _now);
}
