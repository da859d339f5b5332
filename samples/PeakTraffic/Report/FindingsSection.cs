using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>What AppFrag concludes, how sure it is, and what to do.</summary>
internal static class FindingsSection
{
    private const int Indent = 2;
    private const int LabelledIndent = 10;

    public static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        Heading.Write(console, "Findings");
        if (findings.Count == 0)
        {
            console.WriteLine("  None.");
        }

        for (var index = 0; index < findings.Count; index++)
        {
            if (index > 0)
            {
                console.WriteLine();
            }

            Write(console, findings[index]);
        }
    }

    private static void Write(IAnsiConsole console, Finding finding)
    {
        var color = finding.Severity switch { Severity.Critical => "red", Severity.Warning => "yellow", _ => "blue" };
        console.MarkupLine($"[{color}]●[/] [bold]{Markup.Escape(finding.Title)}[/]");
        console.MarkupLine($"  [{color}]{finding.Severity.ToString().ToLowerInvariant()}[/] · evidence {(int)finding.Evidence} of 4: {Words(finding.Evidence)}");
        foreach (var detail in finding.Details.Select(SourcePath.Shorten))
        {
            Paragraph.Write(console, detail.TrimStart(), Indent + detail.Length - detail.TrimStart().Length);
        }

        WriteLabelled(console, "Do:", finding.Action);
        WriteLabelled(console, "", finding.Command);
        WriteLabelled(console, "Undo:", finding.Undo);
        WriteLabelled(console, "Cost:", finding.Cost);
        WriteLabelled(console, "Check:", finding.Verify);
        WriteLabelled(console, "Trace:", finding.ExampleTraces is [var worst, ..] ? worst : null);
    }

    private static void WriteLabelled(IAnsiConsole console, string label, string? text)
    {
        if (text is not null)
        {
            Paragraph.Write(console, text, LabelledIndent, "  " + label);
        }
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
