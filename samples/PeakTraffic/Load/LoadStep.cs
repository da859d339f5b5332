namespace PeakTraffic.Load;

/// <summary>What a request asks for.</summary>
internal enum Feature
{
    Image,
    Checksum,
    Export,
    Webhook,
}

/// <summary>One request of the load: what it asks for and how much of it.</summary>
/// <param name="Feature">What it asks for.</param>
/// <param name="Size">Bytes of the upload; rows of an export.</param>
internal readonly record struct LoadStep(Feature Feature, int Size)
{
    private const int BytesPerOrder = 92;

    /// <summary>
    /// About how many bytes the naive twin puts on the large object heap for it. The load is paced by this figure for
    /// both twins, so that both get the same requests at the same rate.
    /// </summary>
    public long NaiveCost => Feature switch
    {
        Feature.Image => Size,
        Feature.Checksum => 1024 * 1024,
        Feature.Export => 3L * Size * BytesPerOrder, // arrays that double up to the content, and one copy of it
        _ => 3L * Size, // a string of two bytes per character, and one array
    };

    /// <summary>An endless sequence, the same for the same seed. One endpoint is hotter than the others, as in most services.</summary>
    public static IEnumerable<LoadStep> Sequence(int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            yield return new LoadStep(Feature.Image, random.Next(200_000, 900_000));
            yield return new LoadStep(Feature.Checksum, random.Next(16_000, 256_000));
            yield return new LoadStep(Feature.Webhook, random.Next(100_000, 300_000));
            yield return new LoadStep(Feature.Checksum, random.Next(16_000, 256_000));
            yield return new LoadStep(Feature.Export, random.Next(1_500, 8_000));
        }
    }
}
