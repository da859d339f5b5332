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
    public static Table NewTable(string first, params string[] numbers)
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(Column(first));
        foreach (var number in numbers)
        {
            table.AddColumn(Column(number).RightAligned());
        }

        return table;
    }

    private static TableColumn Column(string header) => new($"[grey]{Markup.Escape(header)}[/]") { Padding = new Padding(2, 0, 0, 0), NoWrap = true };
}
