using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>What AppFrag concludes, how sure it is, and what to do.</summary>
internal static class FindingsSection
{
    private const int LabelWidth = 7;

    public static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        Heading.Write(console, "Findings");
        if (findings.Count == 0)
        {
            console.WriteLine("  None.");
        }

        foreach (var finding in findings)
        {
            Write(console, finding);
        }
    }

    private static void Write(IAnsiConsole console, Finding finding)
    {
        var color = finding.Severity switch { Severity.Critical => "red", Severity.Warning => "yellow", _ => "blue" };
        console.MarkupLine($"[{color}]●[/] [bold]{Markup.Escape(finding.Title)}[/]");
        console.MarkupLine($"  [{color}]{finding.Severity.ToString().ToLowerInvariant()}[/] · evidence {(int)finding.Evidence} of 4: {Words(finding.Evidence)}");
        foreach (var detail in finding.Details)
        {
            WriteIndented(console, "", detail);
        }

        WriteIndented(console, "Do:", finding.Action);
        WriteOptional(console, "", finding.Command);
        WriteOptional(console, "Cost:", finding.Cost);
        WriteIndented(console, "Check:", finding.Verify);
        if (finding.ExampleTraces.Count > 0)
        {
            WriteIndented(console, "Trace:", finding.ExampleTraces[0]);
        }

        console.WriteLine();
    }

    private static void WriteOptional(IAnsiConsole console, string label, string? text)
    {
        if (text is not null)
        {
            WriteIndented(console, label, text);
        }
    }

    private static void WriteIndented(IAnsiConsole console, string label, string text)
    {
        var left = label.Length == 0 ? 2 : 2 + LabelWidth;
        if (label.Length == 0)
        {
            console.Write(new Padder(new Text(text), new Padding(left, 0, 0, 0)));
            return;
        }

        var grid = new Grid { Expand = false };
        grid.AddColumn(new GridColumn { Width = LabelWidth, Padding = new Padding(2, 0, 0, 0), NoWrap = true });
        grid.AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
        grid.AddRow(new Text(label), new Text(text));
        console.Write(grid);
    }

    private static string Words(EvidenceLevel level) => level switch
    {
        EvidenceLevel.Coincident => "seen at the same time",
        EvidenceLevel.Associated => "associated",
        EvidenceLevel.AssociatedWithMechanism => "associated, and a mechanism is open",
        EvidenceLevel.ObservedInProcess => "observed in this process",
        _ => "shown by an intervention",
    };
}
