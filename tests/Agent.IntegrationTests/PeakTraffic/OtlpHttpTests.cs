using AppFrag.OtlpReceiver;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>The same service exporting over HTTP/protobuf, under a load of the test's own.</summary>
[Collection(PeakTrafficTestGroup.Name)]
public sealed class OtlpHttpTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Served_OverHttpProtobuf_SpansAndMetricsCome()
    {
        await using var server = await OtlpServer.StartAsync();
        using var sample = SampleProcess.Start(["--serve"], server.HttpEndpoint, "http/protobuf");
        var address = (await sample.WaitForLineAsync("Listening on ", Deadline))["Listening on ".Length..];
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var stop = new CancellationTokenSource();
        var load = PostChecksumsAsync(client, stop.Token);

        await server.Received.WaitForAsync(
            received => received.Spans.Any(IsComparedAllocation(received)) && received.Metrics.Any(metric => metric.Name == "appfrag.gc.heap.fragmentation.ratio"),
            Deadline);

        await stop.CancelAsync();
        await load;
        Assert.All(server.Received.Spans.Where(IsComparedAllocation(server.Received)), span => Assert.Equal(1024L * 1024 + 24, span.Attributes["appfrag.allocation.size"]));
    }

    private static Func<ReceivedSpan, bool> IsComparedAllocation(ReceivedTelemetry received)
    {
        var requests = received.Spans.Where(span => span.Attributes.ContainsKey("sample.allocation.size")).Select(span => (span.TraceId, span.SpanId)).ToHashSet();
        return span => span.Name == "gc.large_allocation" && requests.Contains((span.TraceId, span.ParentSpanId));
    }

    private static async Task PostChecksumsAsync(HttpClient client, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested)
        {
            using var body = new ByteArrayContent(new byte[1000]);
            using var response = await client.PostAsync(new Uri("/naive/checksums", UriKind.Relative), body, CancellationToken.None);
            response.EnsureSuccessStatusCode();
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
