using Microsoft.Extensions.Configuration;

namespace AppFrag.StartupHook;

/// <summary>
/// Which signals are exported, by the variables of
/// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
/// </summary>
internal sealed class SignalSettings(IConfiguration configuration)
{
    /// <param name="signal">TRACES, METRICS or LOGS.</param>
    public bool IsOn(string signal) => HasEndpoint(signal) && !IsNone(signal);

    private bool HasEndpoint(string signal) =>
        configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } || configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 };

    private bool IsNone(string signal) => string.Equals(configuration[$"OTEL_{signal}_EXPORTER"]?.Trim(), "none", StringComparison.OrdinalIgnoreCase);
}
