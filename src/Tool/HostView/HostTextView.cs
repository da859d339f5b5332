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

        console.WriteLine();
        console.Write(HostNumbers.Table(picture));
        WriteFindings(console, picture.Findings);
        WriteSources(console, report.Sources);
    }

    private void WriteFindings(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        if (isRefreshed && findings.Count > 0)
        {
            console.WriteLine();
        }

        foreach (var finding in findings)
        {
            if (isRefreshed)
            {
                FindingText.WriteBriefly(console, finding);
                continue;
            }

            console.WriteLine();
            FindingText.Write(console, finding);
        }
    }

    private void WriteSources(IAnsiConsole console, IReadOnlyList<SourceStatus> sources)
    {
        var worthNaming = sources.Where(source => source.State != SourceState.Ok || source.Reason is not null).ToArray();
        if (worthNaming.Length == 0)
        {
            return;
        }

        console.WriteLine();
        if (isRefreshed)
        {
            Line(console, $"Not read, or read with a caveat: {string.Join(", ", worthNaming.Select(source => source.Name))}", Quiet);
            return;
        }

        Line(console, "Not read, or read with a caveat:", Style.Plain);
        foreach (var source in worthNaming)
        {
            console.Write(new Padder(new Text(SafeText.OneLine($"{source.Name}: {source.Reason}"), Quiet), new Padding(2, 0, 0, 0)));
        }
    }

    private static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Text(SafeText.OneLine(text), style));
        console.WriteLine();
    }
}
