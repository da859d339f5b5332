using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>
/// The holes of some generations after collections of generation 2: the middle of those in the window, because the figure
/// swings from one to the next (dotnet/runtime#32580).
/// </summary>
/// <param name="Bytes">Holes.</param>
/// <param name="SizeBytes">The generations with their holes.</param>
/// <param name="Collections">Collections of generation 2 in the window.</param>
internal sealed record HeapHoles(long Bytes, long SizeBytes, int Collections)
{
    public static HeapHoles None { get; } = new(0, 0, 0);

    public double Ratio => SizeBytes > 0 ? (double)Bytes / SizeBytes : 0;

    /// <returns><see langword="null"/> without a collection of generation 2.</returns>
    public static HeapHoles? Of(DiagnosisWindow window, params int[] generations)
    {
        List<HeapHoles> all =
        [
            .. window.Gc.Where(sample => sample.Generation == 2)
                .Select(sample => new HeapHoles(generations.Sum(i => sample.Sizes[i].FragmentedBytes), generations.Sum(i => sample.Sizes[i].SizeBytes), 0))
                .OrderBy(holes => holes.Ratio),
        ];
        return all.Count == 0 ? null : all[all.Count / 2] with { Collections = all.Count };
    }

    /// <summary>From here on holes are worth a word: bytes first, since a percentage alone misleads on a small heap.</summary>
    public bool AreAtLeast(long bytes, double ratio) => Bytes >= bytes && Ratio >= ratio;

    /// <summary>The holes as the start of a sentence.</summary>
    public string Of(string what) => $"{Quantity.Percent(Ratio)} of {what} is holes: {Quantity.Bytes(Bytes)} of {Quantity.Bytes(SizeBytes)}";

    public IEnumerable<FindingNumber> Numbers(string prefix, long limitBytes)
    {
        yield return new FindingNumber(prefix + ".holes", Bytes, "By");
        yield return new FindingNumber(prefix + ".size", SizeBytes, "By");
        if (limitBytes > 0)
        {
            yield return new FindingNumber(prefix + ".holes_of_limit", (double)Bytes / limitBytes, "1");
        }
    }
}
