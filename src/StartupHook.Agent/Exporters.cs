using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AppFrag.StartupHook;

/// <summary>
/// The OpenTelemetry providers of the hook, one for each signal that has an endpoint. They are set by the standard OTEL_
/// variables, which the SDK reads itself.
/// </summary>
internal sealed class Exporters
{
    private readonly SignalSettings _settings;
    private readonly ServiceIdentity _identity;
    private readonly TracerProvider? _traces;
    private readonly MeterProvider? _metrics;

    public Exporters(IConfiguration configuration, ServiceIdentity identity, bool ownsTelemetry)
    {
        _settings = new SignalSettings(configuration);
        _identity = identity;
        var sources = new TelemetrySources(configuration, identity.Assembly, ownsTelemetry);
        if (_settings.IsOn("TRACES"))
        {
            TracerProviderBuilder traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(SetResource).AddSource([.. sources.Activities]);
            if (ownsTelemetry)
            {
                AspNetCoreRequests.AddTo(traces);
            }

            _traces = traces.AddOtlpExporter(Connect).Build();
        }

        if (_settings.IsOn("METRICS"))
        {
            _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(SetResource).AddMeter([.. sources.Meters]).AddOtlpExporter(Connect).Build();
        }
    }

    /// <summary>Set once the container that owns it is there.</summary>
    public LoggerProvider? Logs { get; set; }

    /// <summary>The agent's own log records only: the service's are its own business.</summary>
    public void AddLogs(ILoggingBuilder logging)
    {
        if (_settings.IsOn("LOGS"))
        {
            ResourceBuilder resource = ResourceBuilder.CreateEmpty();
            SetResource(resource);
            logging.AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options.SetResourceBuilder(resource).AddOtlpExporter(Connect);
            });
        }
    }

    /// <summary>Sends what is waiting, all signals at the same time.</summary>
    public void Flush(TimeSpan deadline)
    {
        int milliseconds = (int)deadline.TotalMilliseconds;
        Parallel.Invoke(
            () => _metrics?.ForceFlush(milliseconds),
            () => _traces?.ForceFlush(milliseconds),
            () => Logs?.ForceFlush(milliseconds));
    }

    private static void Connect(OtlpExporterOptions options)
    {
        if (QuietHttp.IsPossible)
        {
            options.HttpClientFactory = () => QuietHttp.Create(TimeSpan.FromMilliseconds(options.TimeoutMilliseconds));
        }
    }

    // The variables last: what they say counts.
    private void SetResource(ResourceBuilder resource) =>
        resource.Clear().AddService(_identity.Name).AddAttributes(_identity.Attributes).AddTelemetrySdk().AddEnvironmentVariableDetector();
}
