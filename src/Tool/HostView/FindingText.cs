using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>One finding: title with severity and evidence level, its numbers, then what to do, what it changes, how to check and how to undo it.</summary>
internal static class FindingText
{
    private const int Indent = 2;
    private const int LabelWidth = 7;

    public static void Write(IAnsiConsole console, Finding finding)
    {
        WriteTitle(console, finding);
        Indented(console, Indent, $"{Name(finding.Severity)} · evidence {(int)finding.Evidence} of 4: {Name(finding.Evidence)}");
        foreach (string detail in finding.Details)
        {
            Indented(console, Indent, detail);
        }

        Advise(console, "Do:", finding.Action);
        Advise(console, "Now:", Setting(finding.Setting));
        Command(console, "Run:", finding.Command);
        Command(console, "Undo:", finding.Undo);
        Advise(console, "Cost:", finding.Cost);
        Advise(console, "Check:", finding.Verify);
    }

    /// <summary>The title and the command: what fits into a refreshed picture.</summary>
    public static void WriteBriefly(IAnsiConsole console, Finding finding)
    {
        WriteTitle(console, finding);
        Command(console, "Run:", finding.Command);
    }

    /// <summary>The title, coloured by severity.</summary>
    public static void WriteTitle(IAnsiConsole console, Finding finding)
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
    }

    private static string? Setting(SettingChange? setting) => setting is null
        ? null
        : $"{setting.Name} is {setting.CurrentValue ?? "not known here"}"
            + (setting.DefaultValue is { } usual ? $"; {(setting.Kind == SettingKind.Environment ? "the runtime's" : "the kernel's")} own value here: {usual}" : "");

    private static void Advise(IAnsiConsole console, string label, string? text)
    {
        if (text is not null)
        {
            var grid = new Grid()
                .AddColumn(new GridColumn().NoWrap().Width(LabelWidth).PadLeft(Indent).PadRight(0))
                .AddColumn(new GridColumn().PadLeft(0).PadRight(0));
            console.Write(grid.AddRow(new Text(label), new Text(SafeText.OneLine(text))));
        }
    }

    /// <summary>Never broken into lines: it is there to be copied.</summary>
    private static void Command(IAnsiConsole console, string label, string? command)
    {
        if (command is null)
        {
            return;
        }

        string line = new string(' ', Indent) + label.PadRight(LabelWidth) + SafeText.OneLine(command);
        int width = console.Profile.Width;
        console.Profile.Width = Math.Max(width, line.Length + 1);
        console.Write(new Text(line, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        console.Profile.Width = width;
    }

    private static void Indented(IAnsiConsole console, int indent, string text) =>
        console.Write(new Padder(new Text(SafeText.OneLine(text)), new Padding(indent, 0, 0, 0)));

    public static string Name(Severity severity) => severity switch
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
        EvidenceLevel.ObservedInProcess => "observed in this process or its cgroup",
        _ => "shown by an intervention",
    };
}
