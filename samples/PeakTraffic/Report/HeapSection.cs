using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>Holes in the GC's heaps by generation.</summary>
internal static class HeapSection
{
    public static void Write(IAnsiConsole console, GcReport gc)
    {
        Heading.Write(console, "GC heaps under the naive endpoints");
        var table = Heading.NewTable();
        table.AddColumn("generation");
        table.AddColumn(new TableColumn("size").RightAligned());
        table.AddColumn(new TableColumn("holes").RightAligned());
        table.AddColumn(new TableColumn("share").RightAligned());
        foreach (var generation in gc.Generations)
        {
            table.AddRow(generation.Name, Units.Size(generation.SizeBytes), Units.Size(generation.FragmentedBytes), Units.Percent(generation.FragmentationRatio));
        }

        table.Caption = new TableTitle($"after the last collection that looked; heap limit {Units.Size(gc.HeapLimitBytes)}");
        console.Write(table);
    }
}
