namespace AppFrag.Gallery.Scenarios;

/// <summary>Pictures of very different sizes in a cache that drops the oldest: what one leaves seldom fits the next.</summary>
internal static class VaryingSizes
{
    private const int Kept = 150;

    public static Task RunAsync(CancellationToken stop)
    {
        byte[][] cache = new byte[Kept][];
        return Requests.ServeAsync("/pictures/{id}", connections: 8, random => Picture(random, cache), stop);
    }

    private static async Task Picture(Random random, byte[][] cache)
    {
        byte[] picture = new byte[SizeOf(random)];
        picture[^1] = 1;
        cache[random.Next(Kept)] = picture;
        await Task.Delay(random.Next(5, 20));
    }

    // From 90 KB to 4 MB, small ones more often.
    private static int SizeOf(Random random) => (int)(90_000 * Math.Pow(44, random.NextDouble()));
}
