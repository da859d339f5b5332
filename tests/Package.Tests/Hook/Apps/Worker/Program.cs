using System.Diagnostics;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Jobs>();
await builder.Build().RunAsync();
return 7;

internal sealed class Jobs : BackgroundService
{
    private static readonly ActivitySource Source = new("Worker.Jobs");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using (Source.StartActivity("job"))
            {
                GC.KeepAlive(new byte[300_000]);
            }

            await Task.Delay(5, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
