using System.Text.Json;

namespace AppFrag.MacroBenchmark.Loads;

/// <summary>The load process: sends from its start on, prints what it saw whenever it reads a line, ends with its standard input.</summary>
internal static class LoadMain
{
    public static async Task<int> RunAsync(Uri service, Load load, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sender = new LoadSender(service, load);
        var sending = sender.RunAsync(stop.Token);
        while (await Console.In.ReadLineAsync(cancellation) is not null)
        {
            Console.WriteLine(JsonSerializer.Serialize(sender.TakeResult()));
        }

        await stop.CancelAsync();
        await sending;
        return 0;
    }
}
