using System.Diagnostics;
using AppFrag.Sources.Requests;
using BenchmarkDotNet.Attributes;

namespace AppFrag.Agent.Benchmarks.Requests;

/// <summary>What stamping adds to a span that an SDK records anyway: one activity, started, awaited in twice, stopped.</summary>
[MemoryDiagnoser]
public class StampingBenchmark : IDisposable
{
    private readonly ActivitySource _source = new("AppFrag.Benchmarks");
    private readonly ActivityListener _sdk = new()
    {
        ShouldListenTo = source => source.Name == "AppFrag.Benchmarks",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
    };

    private readonly SpanTable _table = new(16_384);
    private SpanTracker? _tracker;

    [Params("none", "resting", "stamping")]
    public string Tracker { get; set; } = "none";

    [GlobalSetup]
    public void Setup()
    {
        ActivitySource.AddActivityListener(_sdk);
        if (Tracker != "none")
        {
            _tracker = new SpanTracker(_table, "AppFrag", new EndedRequests(TimeSpan.FromMilliseconds(10))) { IsStamping = Tracker == "stamping" };
            _tracker.Start();
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _tracker?.Dispose();
        _sdk.Dispose();
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public async Task Request()
    {
        using Activity? activity = _source.StartActivity("request");
        await Task.Yield();
        await Task.Yield();
    }
}
