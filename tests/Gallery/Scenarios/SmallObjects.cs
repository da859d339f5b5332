namespace AppFrag.Gallery.Scenarios;

/// <summary>A parser that makes an object for each token and keeps those of the document in hand.</summary>
internal static class SmallObjects
{
    private const int Tokens = 400_000;

    public static Task RunAsync(CancellationToken stop) => Requests.ServeAsync("/parse", connections: 2, Parse, stop);

    private static Task Parse(Random random)
    {
        Token? document = null;
        int seed = random.Next();
        for (int i = 0; i < Tokens; i++)
        {
            document = new Token(i ^ seed, document);
        }

        GC.KeepAlive(document);
        return Task.Delay(1);
    }

    private sealed record Token(int Value, Token? Before);
}
