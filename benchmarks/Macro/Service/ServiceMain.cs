using AppFrag.MacroBenchmark.Watchers;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace AppFrag.MacroBenchmark.Service;

/// <summary>The service process: prints its address, serves until its standard input ends.</summary>
internal static class ServiceMain
{
    /// <param name="watcher">What watches it from inside; external watchers attach by themselves.</param>
    /// <param name="isTraced">With spans and metrics through the OpenTelemetry SDK, as services that would use AppFrag have them; nothing is exported.</param>
    /// <param name="hasLiveSet">Whether it holds a <see cref="LiveSet"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<int> RunAsync(Watcher watcher, bool isTraced, bool hasLiveSet, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (isTraced)
        {
            builder.Services.AddOpenTelemetry()
                .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation())
                .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation());
        }

        watcher.Configure(builder);
        await using var service = builder.Build();
        service.MapEndpoints(hasLiveSet ? new LiveSet() : null);
        GC.Collect();
        using var inside = watcher.StartInside();
        await service.StartAsync(cancellation);
        Console.WriteLine(service.Urls.First());
        while (await Console.In.ReadLineAsync(cancellation) is not null)
        {
            // Only its end means something.
        }

        await service.StopAsync(CancellationToken.None);
        return 0;
    }
}
