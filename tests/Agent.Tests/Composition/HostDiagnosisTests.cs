using System.Diagnostics.Metrics;
using AppFrag.Agent.Tests.Sources.Host;
using AppFrag.Composition;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Export;
using AppFrag.Sources.Host;
using Microsoft.Extensions.Time.Testing;

namespace AppFrag.Agent.Tests.Composition;

/// <summary>From the kernel's files through the pump and the kept readings to the findings of the service's own report.</summary>
public sealed class HostDiagnosisTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("appfrag-test-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    private readonly Meter _meter = new("AppFrag.HostDiagnosisTests");
    private readonly HostSource _source;
    private readonly HostPump _pump;
    private readonly ReportBuilder _reports;

    public HostDiagnosisTests()
    {
        foreach (string file in (string[])["buddyinfo", "meminfo", "zoneinfo", "pressure/memory", "sys/vm/watermark_scale_factor", "sys/vm/min_free_kbytes"])
        {
            Write(file, System.Text.Encoding.UTF8.GetString(Trees.Bytes("x64-fragmented", "proc/" + file)));
        }

        Vmstat(allocationStalls: 70_000, hits: 500);
        _source = new HostSource(new HostRoots(_root, _root), _time);
        var timeline = new Timeline();
        var history = new HostHistory();
        _pump = new HostPump(_source, timeline, history, new HostMetricsExport(_meter), _time);
        _reports = new ReportBuilder(timeline, history, _pump.CaptureReport, () => [], HostDetectors.All, _time);
    }

    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void StallsOfLongAgo_AreNoFindingOfAService()
    {
        Tick(seconds: 0);
        Tick(seconds: 60);

        Assert.DoesNotContain(Ids(), id => id == "host-reclaim-too-late");
    }

    [Fact]
    public void StallsOfTheLastMinute_AreAndEndWhenTheMinuteIsOver()
    {
        Tick(seconds: 0);
        Vmstat(allocationStalls: 70_300, hits: 520);
        Tick(seconds: 30);
        var finding = _reports.Build(TimeSpan.FromMinutes(1)).Findings.Single(finding => finding.Id == "host-reclaim-too-late");
        Assert.StartsWith("300 allocation stalls within 30 s; 20 times", finding.Details[0], StringComparison.Ordinal);
        Assert.Equal("sudo sysctl -w vm.watermark_scale_factor=50", finding.Command);

        for (int i = 0; i < 7; i++)
        {
            Tick(seconds: 10);
        }

        Assert.DoesNotContain(Ids(), id => id == "host-reclaim-too-late");
    }

    private IEnumerable<string> Ids() => _reports.Build(TimeSpan.FromMinutes(1)).Findings.Select(finding => finding.Id);

    private void Tick(int seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _pump.Tick();
    }

    private void Vmstat(long allocationStalls, long hits) =>
        Write("vmstat", FormattableString.Invariant($"allocstall_normal {allocationStalls}\nkswapd_low_wmark_hit_quickly {hits}\ncompact_stall 0\n"));

    private void Write(string file, string text)
    {
        string path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
