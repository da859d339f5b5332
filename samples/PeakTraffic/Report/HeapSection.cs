using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>Holes in the GC's heaps by generation.</summary>
internal static class HeapSection
{
    public static void Write(IAnsiConsole console, GcReport gc)
    {
        Heading.Write(console, "GC heaps under the naive endpoints");
        var table = Heading.NewTable("generation", "size", "holes", "share");
        foreach (var generation in gc.Generations)
        {
            table.AddRow(generation.Name, Units.Size(generation.SizeBytes), Units.Size(generation.FragmentedBytes), Units.Percent(generation.FragmentationRatio));
        }

        console.Write(table);
        Paragraph.Write(console, $"After the last collection that looked at each; heap limit {Units.Size(gc.HeapLimitBytes)}.", 2, style: "grey");
    }
}
