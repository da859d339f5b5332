namespace AppFrag.Gallery.Scenarios;

/// <summary>Subscriptions that nobody ends: what each request leaves behind stays, and each makes a little garbage as well.</summary>
internal static class Leak
{
    private static readonly List<object> Left = [];

    public static Task RunAsync(CancellationToken stop) => Requests.ServeAsync("/subscribe", connections: 4, Subscribe, stop);

    private static async Task Subscribe(Random random)
    {
        for (int i = 0; i < 20; i++)
        {
            byte[] kept = new byte[800];
            random.NextBytes(kept.AsSpan(0, 8));
            lock (Left)
            {
                Left.Add(kept);
            }

            _ = new string('x', random.Next(100, 2000)).GetHashCode(StringComparison.Ordinal);
        }

        // Large garbage makes the full collections in which a leak shows.
        GC.KeepAlive(new byte[200_000]);

        await Task.Delay(10);
    }
}
