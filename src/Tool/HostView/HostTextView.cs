using System.Globalization;
using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>The host for people: verdict first, then the numbers it rests on, findings with their advice, and what could not be read.</summary>
internal sealed class HostTextView(bool isRefreshed) : IHostView
{
    private static readonly Style Quiet = new(Color.Grey);
    private readonly IAnsiConsole _console = Terminals.Open();
    private bool _hasShown;

    public void Show(HostPicture picture)
    {
        if (isRefreshed && _console.Profile.Capabilities.Ansi)
        {
            FullScreen.Show(_console, console => Write(console, picture));
            return;
        }

        if (_hasShown)
        {
            _console.WriteLine();
        }

        _hasShown = true;
        Write(_console, picture);
    }

    private void Write(IAnsiConsole console, HostPicture picture)
    {
        var report = picture.Report;
        string huge = Units.Bytes((long)report.PageSize << report.PmdOrder);
        string title = report.Scope == HostScope.Node ? "Host memory (the node that this container is on) at" : "Host memory at";
        Line(console, string.Create(CultureInfo.InvariantCulture, $"{title} {report.Timestamp:yyyy-MM-dd HH:mm:ss}Z; pages of {Units.Bytes(report.PageSize)}, huge pages of {huge} (order {report.PmdOrder})"), Quiet);
        console.WriteLine();
        var verdict = HostVerdict.Of(picture);
        Line(console, verdict.Text, new Style(verdict.NeedsAttention ? Color.Yellow : Color.Green, decoration: Decoration.Bold));
        if (report.Zones.Count > 0)
        {
            console.WriteLine();
            console.Write(ZoneTable.Of(report, console.Profile.Capabilities.Unicode));
        }

        // A refreshed picture has to fit into the window; a single one explains itself.
        if (report.Zones.Count > 0 && !isRefreshed)
        {
            Line(console, ZoneTable.Legend, Quiet);
        }

        if (isRefreshed)
        {
            // Above the numbers, where a small window still shows them.
            WriteBriefly(console, picture.Findings);
        }

        console.WriteLine();
        console.Write(HostNumbers.Table(picture));
        if (isRefreshed)
        {
            WriteSourceNames(console, report.Sources);
            return;
        }

        foreach (var finding in picture.Findings)
        {
            console.WriteLine();
            FindingText.Write(console, finding);
        }

        SourceText.Write(console, report.Sources);
    }

    private static void WriteBriefly(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        if (findings.Count > 0)
        {
            console.WriteLine();
        }

        foreach (var finding in findings)
        {
            FindingText.WriteBriefly(console, finding);
        }
    }

    private static void WriteSourceNames(IAnsiConsole console, IReadOnlyList<SourceStatus> sources)
    {
        string names = string.Join(", ", SourceText.WorthNaming(sources).Select(source => source.Name));
        if (names.Length > 0)
        {
            console.WriteLine();
            Line(console, $"Not read, or read with a caveat: {names}", Quiet);
        }
    }

    private static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Text(SafeText.OneLine(text), style));
        console.WriteLine();
    }
}
