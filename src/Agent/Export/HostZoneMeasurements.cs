using System.Diagnostics.Metrics;
using System.Globalization;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>
/// From a report to the gauges of its zones. At most eight series a node whatever zones it has: two zones, and of each the
/// unusable index at two orders, the fragmentation index at one, and the free huge blocks.
/// </summary>
internal static class HostZoneMeasurements
{
    private const int SmallestCostlyOrder = 3;
    private const int ZonesPerNode = 2;
    private const long TinyZone = 16 << 20;

    /// <summary>At order 3, the last that the kernel tries hard to serve, and at that of a huge page.</summary>
    public static IEnumerable<Measurement<double>> Unusable(HostReport report)
    {
        foreach (var zone in Zones(report))
        {
            if (SmallestCostlyOrder < zone.UnusableIndex.Count)
            {
                yield return Measure(zone.UnusableIndex[SmallestCostlyOrder] / 1000.0, report, zone, "3");
            }

            if (report.PmdOrder < zone.UnusableIndex.Count)
            {
                yield return Measure(zone.UnusableIndex[report.PmdOrder] / 1000.0, report, zone, "pmd");
            }
        }
    }

    /// <summary>At the order of a huge page only: up to order 3 the kernel itself does not look at this index.</summary>
    public static IEnumerable<Measurement<double>> Fragmentation(HostReport report)
    {
        foreach (var zone in Zones(report))
        {
            if (report.PmdOrder < zone.FragmentationIndex.Count)
            {
                yield return Measure(zone.FragmentationIndex[report.PmdOrder] / 1000.0, report, zone, "pmd");
            }
        }
    }

    public static IEnumerable<Measurement<long>> FreeBlocks(HostReport report) =>
        Zones(report).Select(zone => new Measurement<long>(
            zone.FreeBlocks.Skip(report.PmdOrder).Sum(), HostScopes.Of(report.Scope), Node(zone), Zone(zone)));

    public static IEnumerable<Measurement<long>> FreeBlocksByOrder(HostReport report) =>
        report.Zones.SelectMany(zone => zone.FreeBlocks.Select((blocks, order) => new Measurement<long>(
            blocks, HostScopes.Of(report.Scope), Node(zone), Zone(zone), Order(order.ToString(CultureInfo.InvariantCulture)))));

    /// <summary>
    /// The two largest zones of each node, tiny ones aside: x86 keeps one of 16 MiB free for old devices. Sizes hardly ever
    /// change, so the series do not either; where they are unknown, the zones that the kernel lists last are the larger.
    /// </summary>
    private static IEnumerable<ZoneReport> Zones(HostReport report)
    {
        foreach (var node in report.Zones.Where(zone => !IsTiny(zone, report.PageSize)).GroupBy(zone => zone.Node))
        {
            var largest = node.Select((zone, position) => (Zone: zone, Position: position))
                .OrderByDescending(entry => entry.Zone.Watermarks?.PresentPages ?? 0)
                .ThenByDescending(entry => entry.Position)
                .Take(ZonesPerNode)
                .OrderBy(entry => entry.Position);
            foreach (var (zone, _) in largest)
            {
                yield return zone;
            }
        }
    }

    private static bool IsTiny(ZoneReport zone, int pageSize) =>
        zone.Watermarks is { } size ? size.PresentPages * pageSize <= TinyZone : zone.Zone == "DMA";

    private static Measurement<double> Measure(double value, HostReport report, ZoneReport zone, string order) =>
        new(value, HostScopes.Of(report.Scope), Node(zone), Zone(zone), Order(order));

    private static KeyValuePair<string, object?> Node(ZoneReport zone) => new(AttributeNames.HostNode, zone.Node);

    private static KeyValuePair<string, object?> Zone(ZoneReport zone) => new(AttributeNames.HostZone, zone.Zone);

    private static KeyValuePair<string, object?> Order(string order) => new(AttributeNames.HostOrder, order);
}
