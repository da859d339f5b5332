using System.Globalization;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Tool.HostView;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.Runs;

/// <summary>A run for people: findings first, then the numbers they rest on, then what is missing.</summary>
internal sealed class RunTextView(IAnsiConsole console)
{
    private const int SitesShown = 10;

    private static readonly Style Quiet = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    public void Show(Run run)
    {
        Line(Title(run), Strong);
        if (run.EndedEarly is { } reason)
        {
            Line("Not whole: " + reason, new Style(Color.Yellow));
        }

        ShowFindings(run);
        ShowGc(run);
        ShowSites(run);
        ShowHost(run);
        RunMovementText.Write(console, run);
        ShowSources(run);
    }

    private static string Title(Run run)
    {
        string name = run.Process switch
        {
            { Name: { } text, Id: { } id } => string.Create(CultureInfo.InvariantCulture, $"{text} (process {id})"),
            { Id: { } id } => string.Create(CultureInfo.InvariantCulture, $"Process {id}"),
            _ => "A process",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{name}, {Quantity.Duration(TimeSpan.FromSeconds(run.Seconds))} from {run.Start.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
    }

    private void ShowFindings(Run run)
    {
        console.WriteLine();
        if (run.Findings.Count == 0)
        {
            Line("No finding in what was recorded.", new Style(Color.Green));
        }

        foreach (var finding in run.Findings)
        {
            FindingText.Write(console, finding);
            console.WriteLine();
        }
    }

    private void ShowGc(Run run)
    {
        var gc = run.Gc;
        if (gc.Generations.Count == 0)
        {
            return;
        }

        console.WriteLine();
        Line("GC", Strong);
        Line(string.Create(CultureInfo.InvariantCulture, $"  {gc.Collections.Sum()} collections (gen0 {gc.Collections[0]}, gen1 {gc.Collections[1]}, gen2 {gc.Collections[2]}); {gc.Pauses} pauses, {Quantity.Duration(TimeSpan.FromSeconds(gc.PauseSeconds))} in all ({Quantity.Percent(gc.PauseSeconds / Math.Max(run.Seconds, 1e-9))} of the time), longest {Quantity.Duration(TimeSpan.FromSeconds(gc.LongestPauseSeconds))}"), Style.Plain);
        var reasons = run.Collections.GroupBy(collection => collection.Reason).OrderByDescending(group => group.Count()).Take(4).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Count()}"));
        Line($"  Reasons{(gc.CollectionsOmitted > 0 ? " (of those listed)" : "")}: {string.Join(", ", reasons)}", Style.Plain);
        var table = new Table().Border(TableBorder.None).AddColumns(Column("  after the last"), Column("size", isNumber: true), Column("holes", isNumber: true), Column("", isNumber: true));
        foreach (var generation in gc.Generations)
        {
            table.AddRow(new Text("  " + SafeText.OneLine(generation.Name)), new Text(Quantity.Bytes(generation.SizeBytes)), new Text(Quantity.Bytes(generation.FragmentedBytes)), new Text(Quantity.Percent(generation.FragmentationRatio)));
        }

        console.Write(table);
    }

    private void ShowSites(Run run)
    {
        if (run.Sites.Count == 0)
        {
            return;
        }

        console.WriteLine();
        Line("Allocation sites", Strong);
        foreach (var site in run.Sites.Take(SitesShown))
        {
            string place = (site.File, site.Line) switch
            {
                (null, _) => "",
                ({ } file, null) => $"  {file}",
                var (file, line) => string.Create(CultureInfo.InvariantCulture, $"  {file}:{line}"),
            };
            string via = site.Via is null ? "" : $" via {site.Via}";
            Line(SafeText.OneLine($"  {Quantity.Rate(site.BytesPerSecond)} ± {Quantity.Rate(site.BytesPerSecondError)}  {site.Method}{place}"), Style.Plain);
            Line(SafeText.OneLine(string.Create(CultureInfo.InvariantCulture, $"    {site.Type} of {Quantity.Bytes(site.ObjectSize)} on the {Heap(site.Kind)}{via}, {Quantity.Percent(site.Share)} of that heap, {site.Samples} samples")), Quiet);
        }

        if (run.Sites.Count > SitesShown)
        {
            Line(string.Create(CultureInfo.InvariantCulture, $"  {run.Sites.Count - SitesShown} more in the JSON"), Quiet);
        }
    }

    private void ShowHost(Run run)
    {
        if (run.Host is not { Timeline: [var first, .., var last] })
        {
            return;
        }

        console.WriteLine();
        Line("Host", Strong);
        string unusable = last.UnusableIndexPmd < 0 ? "free lists not readable" : $"{Units.Percent(last.UnusableIndexPmd)} of free memory cannot form a huge page";
        Line($"  {Units.Bytes(last.MemAvailableBytes)} available; {unusable}", Style.Plain);
        Line($"  Meanwhile: allocation stalls {Rise(first.AllocationStalls, last.AllocationStalls)}, compaction stalls {Rise(first.CompactionStalls, last.CompactionStalls)}, huge-page fallbacks {Rise(first.ThpFaultFallbacks, last.ThpFaultFallbacks)}", Style.Plain);
    }

    private void ShowSources(Run run)
    {
        var named = run.Sources.Where(source => source.Reason is not null).ToArray();
        if (named.Length == 0)
        {
            return;
        }

        console.WriteLine();
        Line("Not recorded, or with a caveat:", Style.Plain);
        foreach (var source in named)
        {
            console.Write(new Padder(new Text(SafeText.OneLine($"{source.Name}: {source.Reason}"), Quiet), new Padding(2, 0, 0, 0)));
        }
    }

    private static string Rise(long before, long after) => before < 0 || after < 0 ? "unknown" : "+" + Units.Count(after - before);

    private static string Heap(AllocationKind kind) => kind switch
    {
        AllocationKind.Loh => "large object heap",
        AllocationKind.Poh => "pinned object heap",
        _ => "small object heap",
    };

    private static TableColumn Column(string header, bool isNumber = false)
    {
        var column = new TableColumn(new Text(header, Quiet)).NoWrap();
        return isNumber ? column.RightAligned() : column;
    }

    private void Line(string text, Style style)
    {
        console.Write(new Text(SafeText.OneLine(text), style));
        console.WriteLine();
    }
}
