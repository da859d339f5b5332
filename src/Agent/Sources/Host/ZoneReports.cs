using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>Zones and nodes with the kernel's indexes, from the free lists and what is known beside them. Pure.</summary>
internal static class ZoneReports
{
    public static IReadOnlyList<ZoneReport> Zones(BuddyinfoZones zones, HostSettings settings, PagetypeinfoReader.PageTypes? types)
    {
        var reports = new List<ZoneReport>(zones.Count);
        for (int i = 0; i < zones.Count; i++)
        {
            var zone = zones[i];
            var freeBlocks = zone.FreeBlocks;
            int[] unusable = new int[freeBlocks.Length];
            int[] fragmentation = new int[freeBlocks.Length];
            for (int order = 0; order < freeBlocks.Length; order++)
            {
                unusable[order] = KernelIndexes.Unusable(freeBlocks, order);
                fragmentation[order] = KernelIndexes.Fragmentation(freeBlocks, order);
            }

            reports.Add(new ZoneReport(zone.Node, zone.Name, freeBlocks.ToArray(), KernelIndexes.FreePages(freeBlocks), unusable, fragmentation)
            {
                FreeHugePages = KernelIndexes.SuitableBlocks(freeBlocks, settings.PmdOrder),
                Watermarks = settings.Zones.FirstOrDefault(known => known.Node == zone.Node && known.Name == zone.Name)?.Watermarks,
                MigrateTypes = types?.Zones.FirstOrDefault(known => known.Node == zone.Node && known.Name == zone.Name)?.Types ?? [],
            });
        }

        return reports;
    }

    public static IReadOnlyList<NodeReport> Nodes(BuddyinfoZones zones, HostSettings settings)
    {
        int? startsAt = null;
        int? stopsAt = null;
        if (settings.Sysctl.TryGetValue("compaction_proactiveness", out long proactiveness))
        {
            startsAt = KernelIndexes.ProactiveStart(proactiveness);
            stopsAt = KernelIndexes.ProactiveStop(proactiveness);
        }

        var presentOf = settings.Zones.ToLookup(zone => (zone.Node, zone.Name), zone => zone.Watermarks.PresentPages);
        var presentOfNode = settings.Zones.ToLookup(zone => zone.Node, zone => zone.Watermarks.PresentPages);
        var scores = new SortedDictionary<int, int?>();
        for (int i = 0; i < zones.Count; i++)
        {
            var zone = zones[i];
            int? score = scores.GetValueOrDefault(zone.Node, 0);
            // One zone whose size is unknown makes the sum of its node unknown.
            scores[zone.Node] = presentOf.Contains((zone.Node, zone.Name))
                ? score + KernelIndexes.WeightedScore(
                    presentOf[(zone.Node, zone.Name)].First(),
                    KernelIndexes.ZoneScore(zone.FreeBlocks, settings.PmdOrder),
                    presentOfNode[zone.Node].Sum())
                : null;
        }

        return [.. scores.Select(score => new NodeReport(score.Key, score.Value, startsAt) { ProactiveStopsAt = stopsAt })];
    }
}
