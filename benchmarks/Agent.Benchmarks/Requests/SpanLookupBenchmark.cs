using System.Diagnostics;
using AppFrag.Sources.Requests;
using BenchmarkDotNet.Attributes;

namespace AppFrag.Agent.Benchmarks.Requests;

/// <summary>The span of a sample, by stamp and time, in a table of ten thousand spans.</summary>
[MemoryDiagnoser]
public class SpanLookupBenchmark
{
    private const int Spans = 10_000;

    private readonly SpanTable _table = new(32_768);
    private readonly Guid[] _stamps = new Guid[Spans];
    private int _next;

    [GlobalSetup]
    public void Fill()
    {
        for (int i = 0; i < Spans; i++)
        {
            var trace = ActivityTraceId.CreateRandom();
            var span = ActivitySpanId.CreateRandom();
            _stamps[i] = SpanStamp.Of(trace, span, out ulong traceLeft);
            _table.TryAdd(new NewSpan(_stamps[i], traceLeft, IsRecorded: true, Start: 1), root: default, "request");
        }
    }

    [Benchmark]
    public object? Find()
    {
        _next = (_next + 1) % Spans;
        return _table.Find(_stamps[_next], 10);
    }
}
