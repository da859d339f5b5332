namespace AppFrag.Gallery.Scenarios;

/// <summary>
/// Requests with large buffers that come fast and slowly, another pace each second: what the process allocates and how often
/// its large object heap forces a full collection then go together, which is known beforehand.
/// </summary>
internal static class ChangingLoad
{
    private const int Fastest = 20;
    private const int Slowest = 200;

    private static volatile int _pace = Slowest;

    public static async Task RunAsync(CancellationToken stop)
    {
        var random = new Random(11);
        await using var clock = new Timer(_ => _pace = random.Next(Fastest, Slowest), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await Requests.ServeAsync("/import", connections: 16, Import, stop);
    }

    private static async Task Import(Random random)
    {
        byte[] buffer = new byte[600_000];
        random.NextBytes(buffer.AsSpan(0, 4096));
        await Task.Delay(_pace);
        GC.KeepAlive(buffer);
    }
}
