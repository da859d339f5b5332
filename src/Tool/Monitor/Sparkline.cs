using AppFrag.Tool.Terminal;

namespace AppFrag.Tool.Monitor;

/// <summary>A row of bars, one a value: its share of the largest; blank where there is nothing.</summary>
internal static class Sparkline
{
    /// <param name="values">Oldest first, none negative.</param>
    /// <param name="width">Characters at most; the newest values are shown.</param>
    /// <param name="isUnicode">Whether the terminal can show blocks.</param>
    public static string Of(IReadOnlyList<double> values, int width, bool isUnicode)
    {
        double[] shown = [.. values.Skip(Math.Max(values.Count - width, 0))];
        double largest = shown.DefaultIfEmpty().Max();
        return string.Concat(shown.Select(value => value > 0 ? BarLevel.Of(value / largest, isUnicode) : ' '));
    }
}
