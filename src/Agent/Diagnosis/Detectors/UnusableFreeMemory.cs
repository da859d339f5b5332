using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// Where the unusable index at huge-page order is highest: over the machine as a whole, or in one zone that holds enough
/// of the free memory to matter. A machine with a free DMA32 zone can look well while its Normal zone has no large block.
/// </summary>
/// <param name="Where">What it describes, as the start of a sentence.</param>
/// <param name="Index">Thousandths; -1 without buddyinfo.</param>
internal readonly record struct UnusableFreeMemory(string Where, int Index)
{
    /// <summary>A zone with less of the machine's free memory than one in this many does not speak for the machine. A heuristic.</summary>
    public const int SmallestShare = 10;

    public static UnusableFreeMemory Highest(HostReport report) => Highest(Together(report), report);

    public static UnusableFreeMemory Highest(HostSample sample, HostReport? report) => Highest(sample.UnusableIndexPmd, report);

    private static UnusableFreeMemory Highest(int together, HostReport? report)
    {
        var highest = new UnusableFreeMemory("Free memory", together);
        if (report is null)
        {
            return highest;
        }

        long free = report.Zones.Select(zone => zone.FreePages).Total();
        foreach (var zone in report.Zones)
        {
            if (report.PmdOrder < zone.UnusableIndex.Count && zone.UnusableIndex[report.PmdOrder] > highest.Index && zone.FreePages >= free / SmallestShare)
            {
                highest = new UnusableFreeMemory($"Free memory of zone {zone.Zone} on node {zone.Node}", zone.UnusableIndex[report.PmdOrder]);
            }
        }

        return highest;
    }

    /// <summary>The index over all zones, as the kernel would compute it for one.</summary>
    private static int Together(HostReport report)
    {
        long free = report.Zones.Select(zone => zone.FreePages).Total();
        long suitable = report.Zones.SelectMany(zone => zone.FreeBlocks.Select((blocks, order) => order >= report.PmdOrder ? blocks << order : 0)).Total();
        return report.Zones.Count == 0 ? -1 : free == 0 ? 1000 : (int)((free - suitable) * 1000 / free);
    }
}
