using AppFrag.Composition;
using AppFrag.Diagnosis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppFrag.Gallery;

/// <summary>Runs one scenario with the agent in the same process and keeps what its detectors are given of the last minute.</summary>
internal static class GalleryRun
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static async Task<DiagnosisWindow> RunAsync(Func<CancellationToken, Task> scenario, TimeSpan length)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.AddAppFrag(options =>
        {
            // Little time to see what a service shows in many minutes.
            options.CpuBudget = 0.05;
            options.SamplingInterval = TimeSpan.FromSeconds(1);
            options.SamplingBurst = TimeSpan.FromMilliseconds(200);
        });
        using var host = builder.Build();
        using var requests = new Requests();
        await host.StartAsync();
        using var stop = new CancellationTokenSource(length);
        await Task.Run(() => scenario(stop.Token));
        var window = host.Services.GetRequiredService<AgentService>().CaptureWindow(Window < length ? Window : length);
        await host.StopAsync();
        return window;
    }
}
