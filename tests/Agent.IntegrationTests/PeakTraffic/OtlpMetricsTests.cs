using AppFrag.OtlpReceiver;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>AppFrag's metrics as a backend receives them from the sample, over gRPC.</summary>
[Collection(PeakTrafficTestGroup.Name)]
public sealed class OtlpMetricsTests(PeakTrafficRun run)
{
    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];

    [Theory]
    [InlineData("appfrag.gc.heap.fragmentation.ratio", "1")]
    [InlineData("appfrag.gc.heap.free_list.size", "By")]
    [InlineData("appfrag.gc.heap.free_object.size", "By")]
    public void HeapGauge_Comes_ForEachGeneration(string name, string unit)
    {
        var metric = Latest(name, unit, MetricKind.Gauge);

        Assert.Equal(Generations, metric.Points.Select(point => (string)point.Attributes["dotnet.gc.heap.generation"]!).Order());
        Assert.All(metric.Points, point => Assert.InRange(point.Value, 0, unit == "1" ? 1 : double.MaxValue));
    }

    [Fact]
    public void PauseHistogram_Comes_WithItsBucketsAndReasons()
    {
        var metric = Latest("appfrag.gc.pause.duration", "s", MetricKind.Histogram);

        Assert.All(metric.Points, point =>
        {
            Assert.Contains((string)point.Attributes["dotnet.gc.heap.generation"]!, Generations);
            Assert.NotEmpty((string)point.Attributes["appfrag.gc.reason"]!);
            Assert.Equal((0.0005, 5.0), (point.Bounds[0], point.Bounds[^1]));
            Assert.Equal(point.Count, point.BucketCounts.Sum());
        });
        Assert.True(metric.Points.Sum(point => point.Count) > 0);
    }

    [Fact]
    public void AllocationCounter_OfTheLargeObjectHeap_NamesTheRoutes()
    {
        var metric = Latest("appfrag.allocation.size", "By", MetricKind.Sum);

        Assert.True(metric.IsMonotonic);
        var large = metric.Points.Where(point => (string)point.Attributes["appfrag.allocation.kind"]! == "loh").ToArray();
        Assert.Contains(large, point => point.Value > 0 && point.Attributes.GetValueOrDefault("http.route") is string route && route.EndsWith("/naive/checksums", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("appfrag.host.memory.unusable_index", "1", MetricKind.Gauge, "/proc/buddyinfo")]
    [InlineData("appfrag.host.memory.fragmentation_index", "1", MetricKind.Gauge, "/proc/buddyinfo")]
    [InlineData("appfrag.host.memory.free_blocks", "{block}", MetricKind.Gauge, "/proc/buddyinfo")]
    [InlineData("appfrag.memory.pressure.time", "s", MetricKind.Sum, "/proc/pressure/memory")]
    public void HostMetric_Comes_WhereItsSourceCanBeRead(string name, string unit, MetricKind kind, string source)
    {
        if (CanRead(source))
        {
            Assert.NotEmpty(Latest(name, unit, kind).Points);
        }
        else
        {
            Assert.DoesNotContain(run.Received.Metrics, metric => metric.Name == name);
        }
    }

    [Fact]
    public void HostIndex_Comes_ByNodeZoneAndOrder()
    {
        Assert.SkipUnless(CanRead("/proc/buddyinfo"), "/proc/buddyinfo cannot be read here");

        Assert.All(Latest("appfrag.host.memory.unusable_index", "1", MetricKind.Gauge).Points, point =>
        {
            Assert.InRange(point.Value, 0, 1);
            Assert.NotNull(point.Attributes["appfrag.host.node"]);
            Assert.NotEmpty((string)point.Attributes["appfrag.host.zone"]!);
            Assert.Contains((string)point.Attributes["appfrag.host.order"]!, (string[])["3", "pmd"]);
        });
    }

    [Theory]
    [InlineData("appfrag.agent.cpu.time", "s", MetricKind.Sum)]
    [InlineData("appfrag.agent.events.dropped", "{event}", MetricKind.Sum)]
    [InlineData("appfrag.agent.source.available", "1", MetricKind.Gauge)]
    [InlineData("appfrag.agent.sampling.duty", "1", MetricKind.Gauge)]
    public void AgentMetric_Comes(string name, string unit, MetricKind kind) => Assert.NotEmpty(Latest(name, unit, kind).Points);

    [Fact]
    public void FindingsGauge_Opens_ForTheLargeObjectHeap()
    {
        Latest("appfrag.findings", "{finding}", MetricKind.Gauge);

        Assert.Contains(Appfrag("appfrag.findings").SelectMany(metric => metric.Points), point =>
            point.Value == 1
            && (string)point.Attributes["appfrag.finding.id"]! == "full-collections-per-request-buffers"
            && point.Attributes["appfrag.finding.severity"] is "warning");
    }

    private static bool CanRead(string file)
    {
        try
        {
            return File.ReadAllText(file).Length > 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private IEnumerable<ReceivedMetric> Appfrag(string name) => run.Received.Metrics.Where(metric => metric.Scope == "AppFrag" && metric.Name == name);

    private ReceivedMetric Latest(string name, string unit, MetricKind kind)
    {
        var metric = Appfrag(name).LastOrDefault();
        Assert.True(metric is not null, $"{name} did not come");
        Assert.Equal((unit, kind), (metric.Unit, metric.Kind));
        return metric;
    }
}
