using System.Diagnostics;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.OtlpReceiver;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>A finding as a log backend receives it, through the real OpenTelemetry SDK and OTLP.</summary>
public sealed class FindingLogOtlpTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Span = "00f067aa0ba902b7";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Record_ArrivesInTheTraceOfItsWorstExample_AndNoSpanIsMadeForIt()
    {
        await using OtlpServer server = await OtlpServer.StartAsync();
        using var source = new ActivitySource("AppFrag.FindingLogOtlpTests");
        await using (ServiceProvider services = new ServiceCollection()
            .AddLogging(logging => logging.AddOpenTelemetry(telemetry => telemetry.AddOtlpExporter(Http(server, "/v1/logs"))))
            .BuildServiceProvider())
        {
            // Every source and those without a name, so that a span of the carrier would be seen; a span of our own shows that spans come.
            using TracerProvider tracing = Sdk.CreateTracerProviderBuilder()
                .SetSampler(new AlwaysOnSampler())
                .AddSource("*")
                .AddLegacySource("appfrag.finding")
                .AddOtlpExporter(Http(server, "/v1/traces"))
                .Build();
            ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(FindingLog.Category);

            new FindingLog(logger).Write([new FindingChange(FindingChangeKind.Opened, Found(), TimeSpan.Zero)]);
            source.StartActivity("own")!.Stop();
            Assert.True(tracing.ForceFlush());
        }

        await server.Received.WaitForAsync(received => received.Logs.Count > 0 && received.Spans.Count > 0, Deadline);
        ReceivedLog record = Assert.Single(server.Received.Logs);
        Assert.Equal((Trace, Span, 1u), (record.TraceId, record.SpanId, record.Flags & 1));
        Assert.Equal((FindingLog.Category, 13), (record.Scope, record.Severity));
        Assert.StartsWith("Found (finding test, evidence 3 of 4)\nOne detail.", (string)record.Body!, StringComparison.Ordinal);
        Assert.Equal("test", record.Attributes["appfrag.finding.id"]);
        Assert.Equal(1.5, record.Attributes["appfrag.finding.number.loh.holes"]);
        Assert.Equal(3L, record.Attributes["appfrag.finding.evidence"]);
        Assert.Contains(server.Received.Spans, span => span.Name == "own");
        // The server and its client make spans too; what must not be there is one of the carrier.
        Assert.DoesNotContain(server.Received.Spans, span => span.TraceId == Trace || span.SpanId == Span || span.Name == "appfrag.finding");
    }

    private static Action<OtlpExporterOptions> Http(OtlpServer server, string path) => options =>
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(server.HttpEndpoint, path);
    };

    private static Finding Found() => new()
    {
        Id = "test",
        Title = "Found",
        Severity = Severity.Warning,
        Evidence = EvidenceLevel.ObservedInProcess,
        Details = ["One detail."],
        Numbers = [new FindingNumber("loh.holes", 1.5, "By")],
        Examples = [new FindingExample(Trace, Span, 2, TimeSpan.FromMilliseconds(40))],
        Action = "Do it.",
        Verify = "Look.",
    };
}
