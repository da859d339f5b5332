namespace AppFrag.Analyzers.ValidCode.Workers;

/// <summary>One buffer for the life of the worker.</summary>
public sealed class Importer : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var buffer = new byte[1 << 20];
        while (!stoppingToken.IsCancellationRequested)
        {
            await using var file = File.OpenRead("queue.bin");
            while (await file.ReadAsync(buffer, stoppingToken) > 0)
            {
                stoppingToken.ThrowIfCancellationRequested();
            }

            await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken);
        }
    }
}
