using System.Globalization;
using AppFrag.Model;
using AppFrag.Sources.Host;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>A row per zone, at most 80 columns wide: where its free memory is, and both of the kernel's indexes at the orders that matter.</summary>
internal static class ZoneTable
{
    public static Table Of(HostReport report, bool isUnicode)
    {
        int pmd = report.PmdOrder;
        int costly = OrderBars.CostlyOrder;
        int highest = report.Zones.Max(zone => zone.FreeBlocks.Count) - 1;
        var table = new Table().Border(TableBorder.None).HideFooters();
        table.AddColumn(new TableColumn("zone").NoWrap().PadLeft(0));
        table.AddColumn(new TableColumn("free").RightAligned().NoWrap());
        table.AddColumn(new TableColumn($"order 0-{highest}").NoWrap());
        table.AddColumn(new TableColumn($"unusable {costly} / {pmd}").NoWrap());
        table.AddColumn(new TableColumn($"failure {costly} / {pmd}").NoWrap());
        table.AddColumn(new TableColumn("huge").RightAligned().NoWrap());
        foreach (var zone in report.Zones)
        {
            table.AddRow(
                new Text($"{zone.Node} {SafeText.OneLine(zone.Zone)}"),
                new Text(Units.Bytes(zone.FreePages * report.PageSize)),
                OrderBars.Of(zone, pmd, isUnicode),
                new Text($"{At(zone.UnusableIndex, costly)} / {At(zone.UnusableIndex, pmd)}"),
                new Text($"{Failure(zone.FragmentationIndex, costly)} / {Failure(zone.FragmentationIndex, pmd)}"),
                new Text(Units.Count(KernelIndexes.SuitableBlocks([.. zone.FreeBlocks], pmd))));
        }

        return table;
    }

    public const string Legend = "order: where the free memory is, a bar per order; half of it fills one. unusable: share that cannot serve the order. failure: why a request would fail, from 0 lack of memory to 1 fragmentation; \"none\" when it would succeed. Both are the kernel's own. huge: free huge pages.";

    private static string At(IReadOnlyList<int> index, int order) => order < index.Count ? Thousandths(index[order]) : "-";

    private static string Failure(IReadOnlyList<int> index, int order) =>
        order >= index.Count ? "-" : index[order] == KernelIndexes.WouldSucceed ? "none" : Thousandths(index[order]);

    private static string Thousandths(int value) => (value / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);
}
