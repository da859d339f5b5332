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

    public static Table NewTable() => new() { Border = TableBorder.Simple, ShowRowSeparators = false };
}
