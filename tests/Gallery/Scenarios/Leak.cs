namespace AppFrag.Gallery.Scenarios;

/// <summary>Subscriptions that nobody ends: what each request leaves behind stays, and each makes a little garbage as well.</summary>
internal static class Leak
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private static readonly List<object> Left = [];

    public static async Task RunAsync(CancellationToken stop)
    {
        // A leak shows in full collections, and within minutes there are few. Large garbage would bring them about, but that
        // would be another thing wrong; a job that asks for them is not.
        await using var job = new Timer(_ => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false), null, Pace, Pace);
        await Requests.ServeAsync("/subscribe", connections: 4, Subscribe, stop);
    }

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

        await Task.Delay(10);
    }
}
