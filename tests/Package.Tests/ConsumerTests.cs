using System.Globalization;
using AppFrag.OtlpReceiver;

namespace AppFrag.Package.Tests;

/// <summary>A new ASP.NET Core service to which somebody adds the agent's package, and nothing else of AppFrag.</summary>
public sealed class ConsumerTests(PackedFeed feed)
{
    private const string OffendingLine = "var buffer = new byte[1024 * 1024];";

    private const string Program =
        $$"""
        using OpenTelemetry;
        using OpenTelemetry.Trace;

        var builder = WebApplication.CreateBuilder(args);
        builder.AddAppFrag();
        builder.Services.AddOpenTelemetry().UseOtlpExporter().WithTracing(tracing => tracing.AddAspNetCoreInstrumentation());

        var app = builder.Build();
        app.MapPost("/upload", async (HttpRequest request) =>
        {
            {{OffendingLine}}
            return (await request.Body.ReadAsync(buffer)).ToString();
        });
        app.Run();
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static readonly int TrueLine = 1 + Array.FindIndex(Program.Split('\n'), line => line.Contains(OffendingLine, StringComparison.Ordinal));

    [Fact]
    public async Task AddPackage_Build_WarnsAtTheLine_AndRun_ExportsSpansAndMetrics()
    {
        await CommandResult.RequireAsync(feed.Dotnet("new", "web", "-n", "Consumer", "--no-restore"));
        var project = Path.Combine(feed.Directory, "Consumer");
        foreach (var (package, version) in ((string, string)[])
            [
                ("AppFrag.Agent", feed.Version),
                ("OpenTelemetry.Extensions.Hosting", "1.20.1"),
                ("OpenTelemetry.Exporter.OpenTelemetryProtocol", "1.20.1"),
                ("OpenTelemetry.Instrumentation.AspNetCore", "1.20.2"),
            ])
        {
            await CommandResult.RequireAsync(feed.Dotnet("add", project, "package", package, "--version", version, "--no-restore"));
        }

        await File.WriteAllTextAsync(Path.Combine(project, "Program.cs"), Program, TestContext.Current.CancellationToken);
        var build = await CommandResult.RequireAsync(feed.Dotnet("build", project, "-c", "Release"));

        Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"Program\.cs\({TrueLine},\d+\): warning AF0001"), build);
        await AssertExportsAsync(Path.Combine(project, "bin/Release/net10.0/Consumer.dll"));
    }

    private async Task AssertExportsAsync(string assembly)
    {
        await using var server = await OtlpServer.StartAsync();
        using var service = RunningService.Start(feed.Dotnet("exec", assembly, "--urls", "http://127.0.0.1:0"), server.GrpcEndpoint);
        using var client = new HttpClient { BaseAddress = await service.WaitForAddressAsync(Deadline) };
        using var stop = new CancellationTokenSource();
        var load = PostAsync(client, stop.Token);

        await server.Received.WaitForAsync(
            received => received.Spans.Any(IsNamedAllocation) && received.Metrics.Any(metric => metric is { Scope: "AppFrag", Name: "appfrag.gc.heap.fragmentation.ratio" }),
            Deadline);

        await stop.CancelAsync();
        await load;
        var span = server.Received.Spans.First(IsNamedAllocation);
        Assert.Contains(server.Received.Spans, parent => parent.SpanId == span.ParentSpanId && parent.TraceId == span.TraceId && parent.Name == "POST /upload");
        Assert.Equal((long)TrueLine, span.Attributes["code.line.number"]);
        Assert.Equal((1024L * 1024) + 24, span.Attributes["appfrag.allocation.size"]);
    }

    private static bool IsNamedAllocation(ReceivedSpan span) => span.Name == "gc.large_allocation" && span.Attributes.ContainsKey("code.line.number");

    private static async Task PostAsync(HttpClient client, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!stop.IsCancellationRequested)
        {
            using var body = new ByteArrayContent(new byte[1000]);
            using var response = await client.PostAsync(new Uri("/upload", UriKind.Relative), body, CancellationToken.None);
            response.EnsureSuccessStatusCode();
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
