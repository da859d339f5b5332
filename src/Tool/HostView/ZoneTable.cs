using System.Globalization;
using AppFrag.Model;
using AppFrag.Sources.Host;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>The zones as two tables of at most 80 columns: where the free memory is, and the kernel's indexes.</summary>
internal static class ZoneTable
{
    /// <summary>The largest order the kernel does not call costly (PAGE_ALLOC_COSTLY_ORDER): it keeps trying up to here.</summary>
    private const int CostlyOrder = 3;

    private const int BarWidth = 8;

    /// <summary>Share of each zone's free memory in blocks of each order class.</summary>
    public static Table Blocks(HostReport report, bool isUnicode)
    {
        int pmd = report.PmdOrder;
        var table = Plain();
        table.AddColumn(new TableColumn("free memory"));
        table.AddColumn(new TableColumn("").RightAligned());
        table.AddColumn(new TableColumn($"order 0-{CostlyOrder}"));
        table.AddColumn(new TableColumn(pmd > CostlyOrder + 1 ? $"order {CostlyOrder + 1}-{pmd - 1}" : ""));
        table.AddColumn(new TableColumn($"order {pmd} and up"));
        foreach (var zone in report.Zones)
        {
            long[] blocks = [.. zone.FreeBlocks];
            long atLeastCostly = KernelIndexes.SuitablePages(blocks, Math.Min(CostlyOrder + 1, pmd));
            long huge = KernelIndexes.SuitablePages(blocks, pmd);
            table.AddRow(
                new Text(Label(zone)),
                new Text(Units.Bytes(zone.FreePages * report.PageSize)),
                Bar(zone.FreePages - atLeastCostly, zone.FreePages, Color.Red, isUnicode),
                Bar(atLeastCostly - huge, zone.FreePages, Color.Yellow, isUnicode),
                Bar(huge, zone.FreePages, Color.Green, isUnicode));
        }

        return table;
    }

    public static Table Indexes(HostReport report)
    {
        int pmd = report.PmdOrder;
        var table = Plain();
        table.AddColumn(new TableColumn("kernel index"));
        table.AddColumn(new TableColumn($"unusable[[{CostlyOrder}]]").RightAligned());
        table.AddColumn(new TableColumn($"unusable[[{pmd}]]").RightAligned());
        table.AddColumn(new TableColumn($"failure[[{CostlyOrder}]]").RightAligned());
        table.AddColumn(new TableColumn($"failure[[{pmd}]]").RightAligned());
        table.AddColumn(new TableColumn("huge free").RightAligned());
        foreach (var zone in report.Zones)
        {
            table.AddRow(
                new Text(Label(zone)),
                new Text(At(zone.UnusableIndex, CostlyOrder)),
                new Text(At(zone.UnusableIndex, pmd)),
                new Text(Failure(zone.FragmentationIndex, CostlyOrder)),
                new Text(Failure(zone.FragmentationIndex, pmd)),
                new Text(Units.Count(KernelIndexes.SuitableBlocks([.. zone.FreeBlocks], pmd))));
        }

        return table;
    }

    private static Table Plain() => new Table().Border(TableBorder.None).HideFooters();

    private static string Label(ZoneReport zone) => $"node {zone.Node} {SafeText.OneLine(zone.Zone)}";

    private static string At(IReadOnlyList<int> index, int order) => order < index.Count ? Thousandths(index[order]) : "-";

    private static string Failure(IReadOnlyList<int> index, int order) =>
        order >= index.Count ? "-" : index[order] == KernelIndexes.WouldSucceed ? "none" : Thousandths(index[order]);

    private static string Thousandths(int value) => (value / 1000.0).ToString("0.000", CultureInfo.InvariantCulture);

    private static Text Bar(long part, long whole, Color color, bool isUnicode)
    {
        double share = whole == 0 ? 0 : (double)part / whole;
        int filled = (int)Math.Round(share * BarWidth);
        // Something that is there must be seen, and a bar that is full must be full.
        filled = part > 0 && filled == 0 ? 1 : part < whole && filled == BarWidth ? BarWidth - 1 : filled;
        string percent = (share * 100).ToString("0", CultureInfo.InvariantCulture).PadLeft(4) + " %";
        return new Text(new string(isUnicode ? '█' : '#', filled) + new string(isUnicode ? '░' : '.', BarWidth - filled) + percent, new Style(color));
    }
}
