using System.Globalization;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AppFrag.Tool.Monitor;

/// <summary>The lines that allocate most.</summary>
internal static class MonitorSites
{
    private static readonly Style Quiet = new(Color.Grey);

    public static IRenderable Of(IAnsiConsole console, IReadOnlyList<AllocationSite> sites, int shown)
    {
        if (sites.Count == 0)
        {
            return new Text("No allocation site is known yet.", Quiet);
        }

        var table = new Table().Border(TableBorder.None)
            .AddColumns(MonitorText.Column("allocates", isNumber: true), MonitorText.Column("heap"), MonitorText.Column("share", isNumber: true), MonitorText.Column("where"));
        int width = Math.Max(console.Profile.Width - 36, 20);
        foreach (var site in sites.Take(shown))
        {
            table.AddRow(
                new Text($"{Quantity.Rate(site.BytesPerSecond)} {MonitorText.Error(site.BytesPerSecond, site.BytesPerSecondError)}"),
                new Text(MonitorText.Heap(site.Kind)),
                new Text(Quantity.Percent(site.Share)),
                new Text(Place(site, width)));
        }

        return table;
    }

    /// <summary>The file with its line first: that is what a cut must not take away.</summary>
    private static string Place(AllocationSite site, int width)
    {
        string method = ShortName(site.Method);
        string text = (site.File, site.Line) switch
        {
            (null, _) => $"{method} ({site.Type})",
            ({ } file, null) => $"{Path.GetFileName(file)} {method} ({site.Type})",
            var (file, line) => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}:{line} {method} ({site.Type})"),
        };
        return MonitorText.Cut(SafeText.OneLine(text), width);
    }

    /// <summary>Type and method without the namespace.</summary>
    private static string ShortName(string method)
    {
        int dot = method.LastIndexOf('.');
        int before = dot > 0 ? method.LastIndexOf('.', dot - 1) : -1;
        return method[(before + 1)..];
    }
}
