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
        List<SlabCacheReport> all = Reports(now, before);
        return
        [
            .. all.OrderByDescending(cache => cache.Bytes).Take(Largest)
                .Union(all.Where(cache => cache.WastedBytes > 0).OrderByDescending(cache => cache.WastedBytes).Take(MostWasteful))
                .Union(all.Where(cache => cache.GrowthBytes > 0).OrderByDescending(cache => cache.GrowthBytes).Take(FastestGrowing))
                .OrderByDescending(cache => cache.Bytes)
                .ThenBy(cache => cache.Name, StringComparer.Ordinal),
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

    // Caches are told apart by name, of which the kernel allows several alike; those are compared together, at the first of them.
    private static List<SlabCacheReport> Reports(IReadOnlyList<SlabCache> now, IReadOnlyList<SlabCache>? before)
    {
        Dictionary<string, Int128>? growth = before is null ? null : BytesByName(now);
        foreach (SlabCache earlier in before ?? [])
        {
            if (growth!.TryGetValue(earlier.Name, out Int128 bytes))
            {
                growth[earlier.Name] = bytes - earlier.Bytes;
            }
        }

        var reports = new List<SlabCacheReport>(now.Count);
        foreach (SlabCache cache in now)
        {
            reports.Add(cache.ToReport(growth is not null && growth.Remove(cache.Name, out Int128 bytes) ? Saturating(bytes) : null));
        }

        return reports;
    }

    private static Dictionary<string, Int128> BytesByName(IReadOnlyList<SlabCache> caches)
    {
        var sums = new Dictionary<string, Int128>(caches.Count, StringComparer.Ordinal);
        foreach (SlabCache cache in caches)
        {
            sums[cache.Name] = sums.GetValueOrDefault(cache.Name) + cache.Bytes;
        }

        return sums;
    }

    private static long Sum(IReadOnlyList<SlabCache> caches, Func<SlabCache, long> value)
    {
        Int128 sum = 0;
        foreach (SlabCache cache in caches)
        {
            sum += value(cache);
        }

        return Saturating(sum);
    }

    private static long Saturating(Int128 bytes) => (long)Int128.Clamp(bytes, long.MinValue, long.MaxValue);
}
