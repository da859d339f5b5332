using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>One finding: title with severity and evidence level, its numbers, what to do and how to check.</summary>
internal static class FindingText
{
    public static void Write(IAnsiConsole console, Finding finding)
    {
        string mark = console.Profile.Capabilities.Unicode ? "●" : "*";
        var color = finding.Severity switch
        {
            Severity.Info => Color.Green,
            Severity.Warning => Color.Yellow,
            _ => Color.Red,
        };
        console.Write(new Text($"{mark} {SafeText.OneLine(finding.Title)}", new Style(color)));
        console.WriteLine();
        Indented(console, $"{Name(finding.Severity)} · evidence {(int)finding.Evidence} of 4: {Name(finding.Evidence)}");
        foreach (string detail in finding.Details)
        {
            Indented(console, detail);
        }

        var advice = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(1))
            .AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        Advise(advice, "Do:", finding.Action);
        Advise(advice, "Run:", finding.Command);
        Advise(advice, "Cost:", finding.Cost);
        Advise(advice, "Check:", finding.Verify);
        console.Write(advice);
    }

    private static void Advise(Grid grid, string label, string? text)
    {
        if (text is not null)
        {
            grid.AddRow(new Text(label), new Text(SafeText.OneLine(text)));
        }
    }

    private static void Indented(IAnsiConsole console, string text)
    {
        console.Write(new Padder(new Text(SafeText.OneLine(text)), new Padding(2, 0, 0, 0)));
    }

    private static string Name(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        _ => "critical",
    };

    private static string Name(EvidenceLevel level) => level switch
    {
        EvidenceLevel.Coincident => "coincident",
        EvidenceLevel.Associated => "associated",
        EvidenceLevel.AssociatedWithMechanism => "associated, with a mechanism",
        EvidenceLevel.ObservedInProcess => "observed in this process",
        _ => "shown by an intervention",
    };
}
