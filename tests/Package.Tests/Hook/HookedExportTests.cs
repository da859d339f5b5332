using System.Diagnostics;
using AppFrag.OtlpReceiver;

namespace AppFrag.Package.Tests.Hook;

/// <summary>Programs that know nothing of AppFrag, started with the hook: what a real OTLP receiver gets from them.</summary>
[Collection(HookTestGroup.Name)]
public sealed class HookedExportTests(PublishedApps apps)
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task WebService_ExportsRequests_WithTheirAllocations_AndMetrics()
    {
        await using var server = await OtlpServer.StartAsync();
        using var service = Start("Web", server, "grpc", "--urls", "http://127.0.0.1:0");
        var address = await service.WaitForLineAsync(Listening);
        using var client = new HttpClient { BaseAddress = new Uri(address[(address.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]) };
        using var stop = new CancellationTokenSource();
        var load = PostAsync(client, stop.Token);

        await server.Received.WaitForAsync(
            received => received.Spans.Any(span => span.Name == "gc.large_allocation" && IsChildOf(span, "POST /upload/{id}", received)) && HasAgentMetrics(received),
            Deadline);
        await stop.CancelAsync();
        await load;
        service.Terminate();

        Assert.Equal(7, await service.WaitForExitAsync());
        Assert.Empty(service.Errors);
        var request = server.Received.Spans.First(span => span.Name == "POST /upload/{id}");
        Assert.Equal(("/upload/{id}", 200L), (request.Attributes["http.route"], request.Attributes["http.response.status_code"]));
        Assert.DoesNotContain("secret", request.Attributes["url.query"] as string, StringComparison.Ordinal);
        Assert.Equal(("Web", "test"), (request.Resource["service.name"], request.Resource["deployment.environment.name"]));
        Assert.Contains(server.Received.Metrics, metric => metric is { Scope: "System.Runtime" });
        Assert.Contains(server.Received.Metrics, metric => metric is { Scope: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" });
    }

    [Fact]
    public async Task Worker_ExportsItsJobs_WithTheirAllocations_AndMetrics_OverHttp()
    {
        await using var server = await OtlpServer.StartAsync();
        using var worker = Start("Worker", server, "http/protobuf");

        await server.Received.WaitForAsync(
            received => received.Spans.Any(span => span.Name == "gc.large_allocation" && IsChildOf(span, "job", received)) && HasAgentMetrics(received),
            Deadline);
        worker.Terminate();

        Assert.Equal(7, await worker.WaitForExitAsync());
        Assert.Empty(worker.Errors);
    }

    [Fact]
    public async Task Console_ExportsItsWork_WithItsAllocations_AndMetrics()
    {
        await using var server = await OtlpServer.StartAsync();
        using var console = Start("Console", server, "grpc");

        await server.Received.WaitForAsync(
            received => received.Spans.Any(span => span.Name == "gc.large_allocation" && IsChildOf(span, "work", received)) && HasAgentMetrics(received),
            Deadline);
        console.WriteLine();

        Assert.Equal(7, await console.WaitForExitAsync());
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task ServiceWithOlderOpenTelemetry_KeepsIt_AndOnlyTheAgentsOwnIsExported()
    {
        await using var server = await OtlpServer.StartAsync();
        using var service = Start("OldTelemetry", server, "http/protobuf");

        await server.Received.WaitForAsync(received => received.Spans.Any(span => span.Name == "gc.large_allocation") && HasAgentMetrics(received), Deadline);
        service.WriteLine();

        Assert.Equal(7, await service.WaitForExitAsync());
        Assert.Empty(service.Errors);

        // Its own version, its own spans, and nothing of the requests that the agent's exporter makes.
        Assert.Matches(@"^OpenTelemetry 1\.9\.0\S*, own True, http 0$", service.Output[^1]);
        Assert.All(server.Received.Spans, span => Assert.Equal("AppFrag", span.Scope));
        Assert.All(server.Received.Metrics, metric => Assert.Equal("AppFrag", metric.Scope));
    }

    [Fact]
    public async Task ShortConsole_EndsBeforeTheFirstExport_AndItsWorkStillArrives()
    {
        await using var server = await OtlpServer.StartAsync();
        var start = Exporting(apps.Hooked("Console", "2000"), server, "grpc");
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "60000";
        start.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "60000";
        using var console = new AppProcess(start);

        Assert.Equal(7, await console.WaitForExitAsync());
        Assert.Contains(server.Received.Spans, span => span.Name == "work");
        Assert.Contains(server.Received.Metrics, metric => metric is { Scope: "AppFrag", Name: "appfrag.agent.cpu.time" });
    }

    private AppProcess Start(string app, OtlpServer server, string protocol, params IEnumerable<string> arguments) =>
        new(Exporting(apps.Hooked(app, arguments), server, protocol));

    private static ProcessStartInfo Exporting(ProcessStartInfo start, OtlpServer server, string protocol)
    {
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = (protocol == "grpc" ? server.GrpcEndpoint : server.HttpEndpoint).ToString();
        start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol;
        start.Environment["OTEL_RESOURCE_ATTRIBUTES"] = "deployment.environment.name=test";
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        start.Environment["OTEL_BSP_SCHEDULE_DELAY"] = "200";
        start.Environment["AppFrag__CpuBudget"] = "0.5";
        start.Environment["AppFrag__SamplingInterval"] = "00:00:01";
        return start;
    }

    private static bool IsChildOf(ReceivedSpan span, string parent, ReceivedTelemetry received) =>
        received.Spans.Any(candidate => candidate.Name == parent && candidate.SpanId == span.ParentSpanId && candidate.TraceId == span.TraceId);

    private static bool HasAgentMetrics(ReceivedTelemetry received) =>
        received.Metrics.Any(metric => metric is { Scope: "AppFrag", Name: "appfrag.gc.heap.fragmentation.ratio" })
        && received.Metrics.Any(metric => metric is { Scope: "AppFrag", Name: "appfrag.agent.cpu.time" });

    private static async Task PostAsync(HttpClient client, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested)
        {
            using var body = new ByteArrayContent(new byte[1000]);
            using var response = await client.PostAsync(new Uri("/upload/3?token=secret", UriKind.Relative), body, CancellationToken.None);
            response.EnsureSuccessStatusCode();
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
