using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>What all sections share.</summary>
internal static class Heading
{
    public static void Write(IAnsiConsole console, string title)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
    }

    /// <summary>A table without lines: the first column to the left, numbers to the right.</summary>
    public static Grid NewTable(string first, params string[] numbers)
    {
        var table = new Grid { Expand = false };
        table.AddColumn(new GridColumn { Padding = new Padding(2, 0, 0, 0), NoWrap = true });
        foreach (var _ in numbers)
        {
            table.AddColumn(new GridColumn { Padding = new Padding(3, 0, 0, 0), NoWrap = true, Alignment = Justify.Right });
        }

        table.AddRow([.. numbers.Prepend(first).Select(header => new Markup($"[grey]{Markup.Escape(header)}[/]"))]);
        return table;
    }
}
