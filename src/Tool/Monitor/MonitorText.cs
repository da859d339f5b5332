using System.Globalization;
using AppFrag.Model;
using Spectre.Console;

namespace AppFrag.Tool.Monitor;

/// <summary>Words and columns that the parts of the picture share.</summary>
internal static class MonitorText
{
    /// <summary>Columns of a bar or a row of bars at most.</summary>
    public const int WidestBar = 60;

    private static readonly Style Quiet = new(Color.Grey);

    public static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(width - 3, 0)), "...");

    public static string Error(double value, double error) => string.Create(CultureInfo.InvariantCulture, $"± {error / value * 100:0} %");

    public static string Heap(AllocationKind kind) => kind switch
    {
        AllocationKind.Loh => "large",
        AllocationKind.Poh => "pinned",
        _ => "small",
    };

    public static TableColumn Column(string header, bool isNumber = false)
    {
        var column = new TableColumn(new Text(header, Quiet)).NoWrap();
        return isNumber ? column.RightAligned() : column;
    }
}
