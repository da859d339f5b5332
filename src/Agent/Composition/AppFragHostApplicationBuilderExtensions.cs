using AppFrag;
using AppFrag.Composition;
using AppFrag.Export;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds the AppFrag agent to a host.</summary>
public static class AppFragHostApplicationBuilderExtensions
{
    /// <summary>
    /// Runs the AppFrag agent inside this process and gives its metrics and spans to whichever OpenTelemetry providers
    /// the application has. Options come from configuration section <c>AppFrag</c>; none are needed.
    /// </summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="configure">Sets options in code, after configuration.</param>
    /// <returns>The same builder.</returns>
    public static IHostApplicationBuilder AddAppFrag(this IHostApplicationBuilder builder, Action<AppFragOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!AgentRegistration.TryAdd(builder.Services, builder.Configuration, configure))
        {
            return builder;
        }

        builder.Services.AddHostedService(services => services.GetRequiredService<AgentService>());
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(Telemetry.Name));
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(Telemetry.Name));
        return builder;
    }
}
