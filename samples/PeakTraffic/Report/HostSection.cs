using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>The machine: free memory by zone with the kernel's own indexes, memory, and pressure during the run.</summary>
internal static class HostSection
{
    private const int CostlyOrder = 3;
    private const int LabelledIndent = 13;

    public static void Write(IAnsiConsole console, HostReport? host, HostReport? atStart)
    {
        Heading.Write(console, "Host");
        if (host is null)
        {
            console.WriteLine("  Not available on this system.");
            return;
        }

        if (host.Zones.Count > 0)
        {
            console.Write(Zones(host));
            Paragraph.Write(console, "≥: free blocks of at least that size. unusable, extfrag: the kernel's indexes for the order in brackets; –: an allocation of that order would succeed.", 2, style: "grey");
        }

        Paragraph.Write(console, $"{Memory(host, "MemTotal")} in all, {Memory(host, "MemAvailable")} available, {Memory(host, "MemFree")} free", LabelledIndent, "  Memory:");
        Paragraph.Write(console, Pressure(host, atStart), LabelledIndent, "  Pressure:");
        foreach (var source in host.Sources.Where(source => source.State != SourceState.Ok))
        {
            Paragraph.Write(console, $"Not read: {source.Name}, {source.Reason}", 2, style: "grey");
        }
    }

    private static string Memory(HostReport host, string field) => host.Memory.TryGetValue(field, out var bytes) ? Units.Size(bytes) : "unknown";

    private static Grid Zones(HostReport host)
    {
        var table = Heading.NewTable(
            "zone",
            "free",
            $"≥ {Units.Size(host.PageSize << host.PmdOrder)}",
            $"unusable({CostlyOrder})",
            $"unusable({host.PmdOrder})",
            $"extfrag({host.PmdOrder})");
        foreach (var zone in host.Zones)
        {
            table.AddRow(
                Markup.Escape($"{zone.Node} {zone.Zone}"),
                Units.Size((double)zone.FreePages * host.PageSize),
                Units.Text(zone.FreeBlocks.Skip(host.PmdOrder).Sum(), "0"),
                At(zone.UnusableIndex, CostlyOrder),
                At(zone.UnusableIndex, host.PmdOrder),
                At(zone.FragmentationIndex, host.PmdOrder));
        }

        return table;
    }

    private static string At(IReadOnlyList<int> indexes, int order) => order < indexes.Count ? Units.Index(indexes[order]) : "";

    private static string Pressure(HostReport host, HostReport? atStart)
    {
        var stalls = host.PressureTotals
            .OrderBy(total => total.Key, StringComparer.Ordinal)
            .Select(total => $"{total.Key} {Units.Milliseconds((total.Value - (atStart?.PressureTotals.GetValueOrDefault(total.Key) ?? 0)) / 1000.0)}")
            .ToArray();
        return stalls.Length > 0 ? "stalled on memory during this run: " + string.Join(", ", stalls) : "not available";
    }
}
