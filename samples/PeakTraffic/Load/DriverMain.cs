using System.Text.Json;

namespace PeakTraffic.Load;

/// <summary>The driver's own process: results go to standard output. One that the sample has started ends when its standard input does.</summary>
internal static class DriverMain
{
    public static async Task<int> RunAsync(LoadDriver driver, TimeSpan duration, bool isAttached, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (isAttached)
        {
            _ = StopWithParentAsync(stop);
        }

        Print(await driver.RunAsync(duration, Print, stop.Token));
        return 0;
    }

    private static async Task StopWithParentAsync(CancellationTokenSource stop)
    {
        // A thread of its own: reading the console blocks.
        await Task.Factory.StartNew(Console.In.ReadToEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await stop.CancelAsync();
    }

    private static void Print(LoadResult result) => Console.WriteLine(JsonSerializer.Serialize(result));
}
