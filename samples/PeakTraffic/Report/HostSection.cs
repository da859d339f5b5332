using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>The machine: free memory by zone with the kernel's own indexes, memory, and pressure during the run.</summary>
internal static class HostSection
{
    private const int CostlyOrder = 3;

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
        }

        console.MarkupLineInterpolated($"  Memory    {Units.Size(host.Memory.GetValueOrDefault("MemTotal"))} in all, {Units.Size(host.Memory.GetValueOrDefault("MemAvailable"))} available, {Units.Size(host.Memory.GetValueOrDefault("MemFree"))} free");
        console.MarkupLineInterpolated($"  Pressure  {Pressure(host, atStart)}");
        foreach (var source in host.Sources.Where(source => source.State != SourceState.Ok))
        {
            console.MarkupLineInterpolated($"  [grey]{source.Name}: {source.Reason}[/]");
        }
    }

    private static Table Zones(HostReport host)
    {
        var table = Heading.NewTable();
        table.AddColumn("zone");
        table.AddColumn(new TableColumn("free").RightAligned());
        table.AddColumn(new TableColumn($"blocks ≥ {Units.Size(host.PageSize << host.PmdOrder)}").RightAligned());
        table.AddColumn(new TableColumn($"unusable {CostlyOrder}").RightAligned());
        table.AddColumn(new TableColumn($"unusable {host.PmdOrder}").RightAligned());
        table.AddColumn(new TableColumn($"fragmentation {host.PmdOrder}").RightAligned());
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

        table.Caption = new TableTitle("indexes by order, the kernel's arithmetic; – an allocation would succeed");
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
