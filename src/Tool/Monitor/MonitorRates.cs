using System.Globalization;
using AppFrag.Diagnosis;
using Spectre.Console;

namespace AppFrag.Tool.Monitor;

/// <summary>What is allocated, collections and pauses: the figure of the whole while, below it a bar a second.</summary>
internal static class MonitorRates
{
    private const int LabelWidth = 12;

    private static readonly Style Quiet = new(Color.Grey);

    public static Grid Of(IAnsiConsole console, MonitorPicture picture, bool isSmall)
    {
        var run = picture.Diagnosis;
        double seconds = Math.Max(run.Length.TotalSeconds, 1e-3);
        var grid = Labelled();
        var rates = picture.Rates.Where(rate => rate.BytesPerSecond > 0).Select(rate => $"{MonitorText.Heap(rate.Kind)} {Quantity.Rate(rate.BytesPerSecond)} {MonitorText.Error(rate.BytesPerSecond, rate.Error)}");
        Add("allocated", string.Join(", ", rates.DefaultIfEmpty("no samples yet")), "large only", picture.Series.LargeBytes, Quantity.Rate);
        Add(
            "collections",
            string.Join(", ", run.Gc.Collections.Select((count, generation) => string.Create(CultureInfo.InvariantCulture, $"gen{generation} {Frequency(count / seconds)}"))),
            "",
            picture.Series.Collections,
            value => string.Create(CultureInfo.InvariantCulture, $"{value:0}/s"));
        Add(
            "paused",
            string.Create(CultureInfo.InvariantCulture, $"{run.Gc.PauseSeconds / seconds * 100:0.##} % of the time, longest {Quantity.Duration(TimeSpan.FromSeconds(run.Gc.LongestPauseSeconds))}"),
            "",
            picture.Series.PausedMilliseconds,
            value => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} ms"));
        return grid;

        void Add(string label, string text, string barLabel, IReadOnlyList<double> values, Func<double, string> unit)
        {
            grid.AddRow(new Text(label), new Text(text));
            if (!isSmall)
            {
                AddBars(grid, console, barLabel, values, unit);
            }
        }
    }

    private static void AddBars(Grid grid, IAnsiConsole console, string label, IReadOnlyList<double> values, Func<double, string> unit)
    {
        double largest = values.DefaultIfEmpty().Max();
        if (largest > 0)
        {
            string most = " up to " + unit(largest);
            int width = Math.Clamp(console.Profile.Width - LabelWidth - most.Length - 1, 0, MonitorText.WidestBar);
            grid.AddRow(new Text(label, Quiet), new Text(Sparkline.Of(values, width, console.Profile.Capabilities.Unicode).TrimStart() + most, Quiet));
        }
    }

    private static string Frequency(double perSecond) => perSecond >= 1 || perSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.#}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{perSecond * 60:0.#}/min");

    private static Grid Labelled() => new Grid()
        .AddColumn(new GridColumn().NoWrap().Width(LabelWidth).PadLeft(0).PadRight(0))
        .AddColumn(new GridColumn().PadLeft(0).PadRight(0));
}
