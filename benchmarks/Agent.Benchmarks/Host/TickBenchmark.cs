using AppFrag.Sources.Host;
using BenchmarkDotNet.Attributes;

namespace AppFrag.Agent.Benchmarks.Host;

/// <summary>One tick over the hot kernel files, against reading and discarding buddyinfo alone with the class library.</summary>
[MemoryDiagnoser]
public class TickBenchmark : IDisposable
{
    private readonly string _path = "/proc/buddyinfo";
    private readonly HostSource _source = new(new HostRoots(), TimeProvider.System);

    [GlobalSetup]
    public void Setup() => _source.Tick(out _);

    [GlobalCleanup]
    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public int BuddyinfoAsText() => _path.Length + File.ReadAllText(_path).Length;

    [Benchmark]
    public bool Tick() => _source.Tick(out _);
}
