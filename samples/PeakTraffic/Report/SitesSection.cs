using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>The lines that fill the large object heap, and the compiler rule that flags each.</summary>
internal static class SitesSection
{
    private const int Top = 6;

    public static void Write(IAnsiConsole console, IReadOnlyList<AllocationSite> sites, CompilerRules rules)
    {
        Heading.Write(console, "Lines that allocate on the large object heap");
        var large = sites.Where(site => site.Kind == AllocationKind.Loh).Take(Top).ToArray();
        if (large.Length == 0)
        {
            console.WriteLine("  None was sampled.");
        }

        foreach (var site in large)
        {
            Write(console, site, rules);
        }
    }

    private static void Write(IAnsiConsole console, AllocationSite site, CompilerRules rules)
    {
        var place = site switch
        {
            { File: null } => CodeNames.Method(site.Method),
            { Line: { } line } => $"{SourcePath.Relative(site.File)}:{line}",
            _ => $"{SourcePath.Relative(site.File)} (line unknown)",
        };
        var rule = rules.Find(site.File, site.Line) is { } id ? $"[yellow]{id}[/]" : "[grey]no rule[/]";
        console.MarkupLine($"  [bold]{Markup.Escape(place)}[/]  {Units.Rate(site.BytesPerSecond, site.BytesPerSecondError)} ({Units.Percent(site.Share)})  {rule}");

        var route = site.Routes.Count > 0 ? site.Routes[0].Route : "no request";
        var via = site.Via is null ? "" : $" via {CodeNames.Method(site.Via)}";
        Paragraph.Write(console, $"{route} · {CodeNames.Method(site.Method)} · {CodeNames.Type(site.Type)} of {Units.Size(site.ObjectSize)}{via}", 4, style: "grey");
    }
}
