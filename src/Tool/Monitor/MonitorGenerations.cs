using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AppFrag.Tool.Monitor;

/// <summary>Size and holes of each generation, drawn to one scale.</summary>
internal static class MonitorGenerations
{
    private static readonly Style Quiet = new(Color.Grey);

    public static IRenderable Of(IAnsiConsole console, IReadOnlyList<GenerationReport> generations)
    {
        if (generations.Count == 0)
        {
            return new Text("No collection in this time: sizes are known after the next one.", Quiet);
        }

        int width = Math.Clamp(console.Profile.Width - 44, 10, MonitorText.WidestBar);
        long largest = generations.Max(generation => generation.SizeBytes);
        var table = new Table().Border(TableBorder.None)
            .AddColumns(MonitorText.Column("generation"), MonitorText.Column("size", isNumber: true), MonitorText.Column("holes", isNumber: true), MonitorText.Column("", isNumber: true), MonitorText.Column("objects, then holes"));
        foreach (var generation in generations)
        {
            table.AddRow(
                new Text(SafeText.OneLine(generation.Name)),
                new Text(Quantity.Bytes(generation.SizeBytes)),
                new Text(Quantity.Bytes(generation.FragmentedBytes)),
                new Text(Quantity.Percent(generation.FragmentationRatio)),
                Bar(generation, largest, width, console.Profile.Capabilities.Unicode));
        }

        return table;
    }

    private static Paragraph Bar(GenerationReport generation, long largest, int width, bool isUnicode)
    {
        int full = largest > 0 ? (int)Math.Round((double)generation.SizeBytes / largest * width) : 0;
        int holes = (int)Math.Round(generation.FragmentationRatio * full);
        return new Paragraph()
            .Append(new string(isUnicode ? '█' : '#', full - holes), new Style(Color.Blue))
            .Append(new string(isUnicode ? '░' : '.', holes), new Style(Color.Yellow));
    }
}
