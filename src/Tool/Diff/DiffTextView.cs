using System.Globalization;
using AppFrag.Diagnosis;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.Diff;

/// <summary>A comparison for people: the verdict first, then what it rests on.</summary>
internal sealed class DiffTextView(IAnsiConsole console)
{
    private const int SitesShown = 15;

    private static readonly Style Quiet = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    private static readonly Dictionary<string, string> Names = new()
    {
        ["loh.allocation"] = "large objects allocated",
        ["gc.gen2"] = "full collections",
        ["gc.pause.share"] = "time in GC pauses",
        ["gc.pause.longest"] = "longest pause",
        ["loh.holes"] = "holes in the large object heap",
        ["loh.fragmentation"] = "holes, share of that heap",
        [RunFigures.SmallObjects] = "small objects allocated (the load)",
    };

    public void Show(DiffResult result)
    {
        Line($"{result.Before.File} ({Length(result.Before)}) → {result.After.File} ({Length(result.After)})", Quiet);
        Line(result.Verdict, Strong);
        foreach (string caveat in result.Caveats)
        {
            Line(caveat, new Style(Color.Yellow));
        }

        ShowFigures(result);
        ShowSites(result);
        console.WriteLine();
        Line("± is a 95 % interval. A difference counts as one only if chance gives as much in fewer than 5 % of comparisons, all rows taken together.", Quiet);
    }

    private static string Length(DiffSource source) => $"{Quantity.Span(TimeSpan.FromSeconds(Math.Min(source.Seconds, 1e9)))}{(source.Kind == "profile" ? " of profile" : "")}";

    private void ShowFigures(DiffResult result)
    {
        if (result.Figures.Count == 0)
        {
            return;
        }

        console.WriteLine();
        var table = Table("Key figures");
        foreach (var figure in result.Figures)
        {
            table.AddRow(
                Text(Names.GetValueOrDefault(figure.Name, figure.Name)),
                Text(Value(figure.Before, figure.Unit)),
                Text(Value(figure.After, figure.Unit)),
                Text(Change(figure.Before, figure.After)),
                figure.Name == RunFigures.SmallObjects ? Text("") : Words(figure.Verdict, null));
        }

        console.Write(table);
    }

    private void ShowSites(DiffResult result)
    {
        if (result.Sites.Count == 0)
        {
            return;
        }

        console.WriteLine();
        var table = Table("Allocation sites");

        // Large objects are what a comparison is for; of small ones only what has changed.
        var sites = result.Sites.Where(IsWorthShowing).OrderBy(site => site.Kind == "soh" ? 1 : 0).Take(SitesShown).ToList();
        foreach (var site in sites)
        {
            table.AddRow(
                Text(Place(site)),
                Text(site.Before.Value > 0 ? Value(site.Before, "By/s") : "not seen"),
                Text(site.After.Value > 0 ? Value(site.After, "By/s") : "not seen"),
                Text(Change(site.Before, site.After)),
                Words(site.Verdict, site.UnseenBelow));
        }

        console.Write(table);
        if (result.Sites.Count > sites.Count)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"{result.Sites.Count - sites.Count} more in the JSON, {result.Sites.Except(sites).Count(HasChanged)} of them with a measurable change"), Quiet);
        }
    }

    private static bool IsWorthShowing(DiffSite site) => site.Kind != "soh" || HasChanged(site);

    private static bool HasChanged(DiffSite site) => site.Verdict is Verdict.Better or Verdict.Worse or Verdict.Gone or Verdict.New;

    private static string Place(DiffSite site)
    {
        string file = site.File is null ? "" : "  " + site.File + (site.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $":{line}") : "");
        return $"{site.Method}{file}  {site.Type} ({site.Kind})";
    }

    private static Text Words(Verdict verdict, double? unseenBelow) => verdict switch
    {
        Verdict.Better => new Text("better", new Style(Color.Green)),
        Verdict.Worse => new Text("worse", new Style(Color.Red)),
        Verdict.Gone => new Text($"gone (if it is there, below {Quantity.Rate(unseenBelow ?? 0)})", new Style(Color.Green)),
        Verdict.New => new Text($"new (if it was there, below {Quantity.Rate(unseenBelow ?? 0)})", new Style(Color.Red)),
        Verdict.NotJudged => new Text("not judged", Quiet),
        _ when unseenBelow is { } bound => new Text($"no measurable change (may have been below {Quantity.Rate(bound)})", Quiet),
        _ => new Text("no measurable change", Quiet),
    };

    private static string Value(Measured? measured, string unit) => measured is { } value
        ? Number(value.Value, unit) + (value.Error is { } error ? " ± " + Number(error, unit) : "")
        : "unknown";

    private static string Number(double value, string unit) => unit switch
    {
        "By/s" => Quantity.Rate(value),
        "By" => Quantity.Bytes(value),
        "1" => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.0} %"),
        "s" => Quantity.Duration(TimeSpan.FromSeconds(Math.Min(value, 1e9))),
        "{collection}/min" => string.Create(CultureInfo.InvariantCulture, $"{value:0.0}/min"),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static string Change(Measured? before, Measured? after) => before is { Value: > 0 and var was } && after is { Value: var now }
        ? string.Create(CultureInfo.InvariantCulture, $"{((now / was) - 1) * 100:+0;-0;±0} %")
        : "";

    private static Table Table(string title) => new Table().Border(TableBorder.None).AddColumns(
        new TableColumn(new Text(title, Strong)),
        Column("before"),
        Column("after"),
        Column("change"),
        new TableColumn(new Text("")));

    private static TableColumn Column(string header) => new TableColumn(new Text(header, Quiet)).NoWrap().RightAligned();

    private static Text Text(string text) => new(SafeText.OneLine(text));

    private void Line(string text, Style style)
    {
        console.Write(new Text(SafeText.OneLine(text), style));
        console.WriteLine();
    }
}
