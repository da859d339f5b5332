using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PeakTraffic;
using PeakTraffic.Features;
using PeakTraffic.Telemetry;

return await CommandLine.RunAsync(args, BuildService);

static WebApplication BuildService(ServiceOptions options)
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseUrls(options.Urls);
    builder.Logging.SetMinimumLevel(options.LogLevel);
    builder.Services.AddControllers();
    builder.Services.AddMemoryCache(cache => cache.SizeLimit = 64 << 20);

    // AppFrag: the agent, its spans and its metrics. This line is all that a service needs.
    builder.AddAppFrag();

    // OpenTelemetry as in any service: AppFrag's spans join the traces, its metrics join the metrics.
    var traces = new TraceCollector();
    builder.Services.AddSingleton(traces);
    var telemetry = builder.Services.AddOpenTelemetry()
        .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddProcessor(traces))
        .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddMeter("System.Runtime").AddPrometheusExporter());
    if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
    {
        telemetry.UseOtlpExporter();
    }

    var service = builder.Build();
    service.UseWebhookSignatures();
    service.MapControllers();
    service.MapChecksums();
    service.MapOrderExport();
    service.MapWebhooks();
    service.MapPrometheusScrapingEndpoint();
    return service;
}
