namespace PeakTraffic;

/// <summary>Serves until it is told to end.</summary>
internal static class Server
{
    public static async Task<int> RunAsync(WebApplication service, CancellationToken cancellation)
    {
        try
        {
            await service.StartAsync(cancellation);
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }

        Console.WriteLine($"Listening on {service.Urls.First()}");
        await service.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
