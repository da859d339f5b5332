using AppFrag.Model;
using AppFrag.Sources.Host;
using BenchmarkDotNet.Attributes;

namespace AppFrag.Agent.Benchmarks.Host;

/// <summary>A full report from what a tick has read already, and each of the cold readings that one may need. Run as root to include all.</summary>
[MemoryDiagnoser]
public class ReportBenchmark : IDisposable
{
    private readonly HostRoots _roots = new();

    private readonly HostSource _source = new(new HostRoots(), TimeProvider.System);

    [GlobalSetup]
    public void Setup() => _source.CaptureReport();

    [GlobalCleanup]
    public void Dispose()
    {
        _source.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public HostReport Report() => _source.CaptureReport();

    [Benchmark]
    public object Settings() => HostSettingsReader.Read(_roots, Environment.SystemPageSize, TimeProvider.System);

    [Benchmark]
    public object HugePageSizes() => HugePageSizesReader.Read(_roots, new ColdFiles(TimeProvider.System));

    [Benchmark]
    public object? Pagetypeinfo() => new ColdFiles(TimeProvider.System).Read<PagetypeinfoReader.PageTypes?>(
        PagetypeinfoReader.Name, _roots.Proc("pagetypeinfo"), "", PagetypeinfoReader.TryParse, null);

    [Benchmark]
    public object Slabinfo() => new ColdFiles(TimeProvider.System).Read<IReadOnlyList<SlabCache>>(
        SlabinfoReader.Name,
        _roots.Proc("slabinfo"),
        "",
        (ReadOnlySpan<byte> text, out IReadOnlyList<SlabCache> value, out ParseFailure failure) =>
            SlabinfoReader.TryParse(text, Environment.SystemPageSize, out value, out failure),
        []);

    [Benchmark]
    public object SmapsRollup() => new ColdFiles(TimeProvider.System).Read(
        SmapsRollupReader.Name, _roots.Proc("self/smaps_rollup"), "", SmapsRollupReader.TryParse, SmapsRollupReader.Sums.None);
}
