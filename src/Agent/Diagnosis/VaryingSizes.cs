using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>Whether the objects of a site are of sizes that do not fit each other's holes.</summary>
internal static class VaryingSizes
{
    // Heuristics: the deviation says that it is not one odd object, the range that it is not rounding.
    private const double MinDeviation = 0.2;
    private const double MinRange = 2;

    // What grows by doubling makes different sizes too, but each is one buffer of one request: its remedy is another.
    private static readonly string[] Growing = ["MemoryStream", "StringBuilder", "StreamWriter", "List`1", "ArrayBufferWriter"];

    public static bool Of(AllocationSite site) =>
        site.Sizes is { } sizes
        && site.ObjectSize > 0
        && sizes.Deviation >= site.ObjectSize * MinDeviation
        && sizes.Largest >= sizes.Smallest * MinRange
        && !(site.Via is { } via && Growing.Any(type => via.Contains(type, StringComparison.Ordinal)));
}
