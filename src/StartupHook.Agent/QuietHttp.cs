using System.Diagnostics.Metrics;

namespace AppFrag.StartupHook;

/// <summary>
/// A client whose requests the service's own instrumentation does not see: without a propagator, System.Net.Http makes no
/// activities, and its measurements go to a meter that nobody listens to.
/// </summary>
internal static class QuietHttp
{
    private static readonly string[] CertificateVariables = ["OTEL_EXPORTER_OTLP_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", "OTEL_EXPORTER_OTLP_CLIENT_KEY"];

    /// <summary>Certificates from files are read by the exporter's own client only.</summary>
    public static bool IsPossible => Array.TrueForAll(CertificateVariables, name => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    public static HttpClient Create(TimeSpan timeout) => new(new SocketsHttpHandler { ActivityHeadersPropagator = null, MeterFactory = new UnheardMeters() }) { Timeout = timeout };

    private sealed class UnheardMeters : IMeterFactory
    {
        private readonly Meter _meter = new("AppFrag.Export");

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose() => _meter.Dispose();
    }
}
