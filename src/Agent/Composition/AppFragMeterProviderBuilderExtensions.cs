using AppFrag.Export;

namespace OpenTelemetry.Metrics;

/// <summary>Adds AppFrag's metrics to a meter provider that is wired by hand.</summary>
public static class AppFragMeterProviderBuilderExtensions
{
    /// <summary>Collects the metrics of the AppFrag agent (meter <c>AppFrag</c>). <c>AddAppFrag()</c> on the host builder does this already.</summary>
    /// <param name="builder">The provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddAppFragInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(Telemetry.Name);
    }
}
