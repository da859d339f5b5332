using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>From one or two readings of slabinfo to what is worth reporting. Pure.</summary>
internal static class SlabReports
{
    private const int Largest = 10;
    private const int MostWasteful = 5;
    private const int FastestGrowing = 5;

    /// <param name="now">The latest reading.</param>
    /// <param name="before">An earlier one, or <see langword="null"/>.</param>
    public static IReadOnlyList<SlabCacheReport> Caches(IReadOnlyList<SlabCache> now, IReadOnlyList<SlabCache>? before)
    {
        IReadOnlyList<SlabCache> all = before is null ? now : WithGrowth(now, before);
        return
        [
            .. all.OrderByDescending(cache => cache.Bytes).Take(Largest)
                .Union(all.Where(cache => cache.WastedBytes > 0).OrderByDescending(cache => cache.WastedBytes).Take(MostWasteful))
                .Union(all.Where(cache => cache.GrowthBytes > 0).OrderByDescending(cache => cache.GrowthBytes).Take(FastestGrowing))
                .OrderByDescending(cache => cache.Bytes)
                .ThenBy(cache => cache.Name, StringComparer.Ordinal)
                .Select(cache => cache.ToReport()),
        ];
    }

    public static SlabTotals Totals(IReadOnlyList<SlabCache> now, IReadOnlyList<SlabCache>? before, TimeSpan? interval)
    {
        long bytes = Sum(now, cache => cache.Bytes);
        return new SlabTotals(
            now.Count,
            bytes,
            Sum(now, cache => cache.WastedBytes),
            before is null ? null : bytes - Sum(before, cache => cache.Bytes),
            before is null ? null : interval);
    }

    // Caches are told apart by name, of which the kernel allows several alike; those are compared together.
    private static List<SlabCache> WithGrowth(IReadOnlyList<SlabCache> now, IReadOnlyList<SlabCache> before)
    {
        var earlier = before.ToLookup(cache => cache.Name);
        return [.. now.GroupBy(cache => cache.Name).SelectMany(group => group.Select((cache, index) => index == 0
            ? cache with { GrowthBytes = Sum(group, same => same.Bytes) - Sum(earlier[group.Key], same => same.Bytes) }
            : cache))];
    }

    private static long Sum(IEnumerable<SlabCache> caches, Func<SlabCache, long> value) =>
        (long)Int128.Min(caches.Aggregate(Int128.Zero, (sum, cache) => sum + value(cache)), long.MaxValue);
}
