using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Pageblocks of the whole machine by migrate type. Pure.</summary>
internal static class PageblockReports
{
    /// <param name="now">The latest reading of pagetypeinfo.</param>
    /// <param name="before">An earlier one, or <see langword="null"/>.</param>
    /// <param name="interval">Time between the two.</param>
    public static IReadOnlyList<PageblockReport> Build(PagetypeinfoReader.PageTypes? now, PagetypeinfoReader.PageTypes? before, TimeSpan? interval)
    {
        var earlier = Sums(before);
        return
        [
            .. Sums(now).Select(type => earlier.TryGetValue(type.Key, out long previous)
                ? new PageblockReport(type.Key, type.Value, type.Value - previous, interval)
                : new PageblockReport(type.Key, type.Value)),
        ];
    }

    // In the kernel's order: unmovable first.
    private static OrderedDictionary<string, long> Sums(PagetypeinfoReader.PageTypes? types)
    {
        var sums = new OrderedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in types?.Zones.SelectMany(zone => zone.Types) ?? [])
        {
            if (type.Pageblocks is { } pageblocks)
            {
                sums[type.Type] = sums.GetValueOrDefault(type.Type) + pageblocks;
            }
        }

        return sums;
    }
}
