using System.Net;
using AppFrag.OtlpReceiver.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace AppFrag.OtlpReceiver;

/// <summary>
/// Receives OTLP on two free loopback ports: gRPC (HTTP/2 without TLS) on one, HTTP/protobuf on the other, as
/// https://opentelemetry.io/docs/specs/otlp/ describes them.
/// </summary>
public sealed class OtlpServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpServer(WebApplication app) => _app = app;

    /// <summary>What has come so far.</summary>
    public ReceivedTelemetry Received { get; } = new();

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> with protocol <c>grpc</c>.</summary>
    public Uri GrpcEndpoint => new(_app.Urls.First());

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> with protocol <c>http/protobuf</c>.</summary>
    public Uri HttpEndpoint => new(_app.Urls.Last());

    public static async Task<OtlpServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });

        var server = new OtlpServer(builder.Build());
        server.MapEndpoints();
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void MapEndpoints()
    {
        _app.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", context => ReceiveGrpcAsync(context, Received.AddTraces));
        _app.MapPost("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", context => ReceiveGrpcAsync(context, Received.AddMetrics));
        _app.MapPost("/opentelemetry.proto.collector.logs.v1.LogsService/Export", context => ReceiveGrpcAsync(context, Received.AddLogs));
        _app.MapPost("/v1/traces", context => ReceiveHttpAsync(context, Received.AddTraces));
        _app.MapPost("/v1/metrics", context => ReceiveHttpAsync(context, Received.AddMetrics));
        _app.MapPost("/v1/logs", context => ReceiveHttpAsync(context, Received.AddLogs));
    }

    private static async Task ReceiveGrpcAsync(HttpContext context, Action<byte[]> add)
    {
        const string ok = "0", invalidArgument = "3";
        context.Response.ContentType = "application/grpc";
        try
        {
            add(await RequestBody.ReadGrpcAsync(context.Request));

            // The answer is an empty message: not compressed, no bytes.
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", ok);
        }
        catch (InvalidDataException exception)
        {
            context.Response.AppendTrailer("grpc-status", invalidArgument);
            context.Response.AppendTrailer("grpc-message", exception.Message);
        }
    }

    private static async Task ReceiveHttpAsync(HttpContext context, Action<byte[]> add)
    {
        try
        {
            add(await RequestBody.ReadHttpAsync(context.Request));
            context.Response.ContentType = "application/x-protobuf";
        }
        catch (InvalidDataException exception)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(exception.Message);
        }
    }
}
