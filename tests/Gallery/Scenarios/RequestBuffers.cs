namespace AppFrag.Gallery.Scenarios;

/// <summary>Each request makes a buffer of one size and holds it while it waits.</summary>
internal static class RequestBuffers
{
    public static Task RunAsync(CancellationToken stop) => Requests.ServeAsync("/import", connections: 32, Import, stop);

    private static async Task Import(Random random)
    {
        byte[] buffer = new byte[600_000];
        random.NextBytes(buffer.AsSpan(0, 4096));
        await Task.Delay(random.Next(20, 120));
        GC.KeepAlive(buffer);
    }
}
