using AppFrag.Export;

namespace OpenTelemetry.Trace;

/// <summary>Adds AppFrag's spans to a tracer provider that is wired by hand.</summary>
public static class AppFragTracerProviderBuilderExtensions
{
    /// <summary>Collects the spans of the AppFrag agent (activity source <c>AppFrag</c>). <c>AddAppFrag()</c> on the host builder does this already.</summary>
    /// <param name="builder">The provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddAppFragInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(Telemetry.Name);
    }
}
