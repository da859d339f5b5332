using System.Globalization;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Tool.HostView;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.Monitor;

/// <summary>One refresh for people: findings on top, then rates, generations, sites, host. What does not fit the window is at the bottom.</summary>
internal sealed class MonitorView(IAnsiConsole terminal)
{
    /// <summary>Rows of a window below which the picture does without bars and blank lines.</summary>
    private const int RowsOfWholePicture = 44;

    private const int SitesShown = 8;
    private const int SitesShownInSmallWindow = 5;
    private const int FindingsShown = 3;

    private static readonly Style Quiet = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    private bool _hasShown;

    public void Show(MonitorPicture picture)
    {
        if (terminal.Profile.Capabilities.Ansi)
        {
            bool isSmall = terminal.Profile.Height < RowsOfWholePicture;
            FullScreen.Show(terminal, console => Write(console, picture, isSmall));
            return;
        }

        if (_hasShown)
        {
            terminal.WriteLine();
        }

        _hasShown = true;
        Write(terminal, picture, isSmall: false);
    }

    private static void Write(IAnsiConsole console, MonitorPicture picture, bool isSmall)
    {
        WriteTitle(console, picture);
        WriteFindings(console, picture, isSmall);
        Gap(console, isSmall);
        console.Write(MonitorRates.Of(console, picture, isSmall));
        Gap(console, isSmall);
        console.Write(MonitorGenerations.Of(console, picture.Diagnosis.Gc.Generations));
        Gap(console, isSmall);
        console.Write(MonitorSites.Of(console, picture.Diagnosis.Sites, isSmall ? SitesShownInSmallWindow : SitesShown));
        WriteHost(console, picture, isSmall);
        WriteSourceNames(console, picture.Recorded.Sources);
    }

    private static void Gap(IAnsiConsole console, bool isSmall)
    {
        if (!isSmall)
        {
            console.WriteLine();
        }
    }

    private static void WriteTitle(IAnsiConsole console, MonitorPicture picture)
    {
        var process = picture.Recorded.Process;
        string rest = string.Create(CultureInfo.InvariantCulture, $" (process {process.Id}), .NET {process.RuntimeVersion}");
        Line(console, MonitorText.Cut(SafeText.OneLine(process.Name ?? "A process"), console.Profile.Width - rest.Length) + rest, Strong);
        Line(console, string.Create(CultureInfo.InvariantCulture, $"the last {Quantity.Span(picture.Diagnosis.Length)} of {Quantity.Span(picture.Watched)} watched, {(picture.Recorded.StartUtc + picture.Diagnosis.Length).UtcDateTime:HH:mm:ss}Z; q ends"), Quiet);
    }

    private static void WriteFindings(IAnsiConsole console, MonitorPicture picture, bool isSmall)
    {
        Gap(console, isSmall);
        var findings = picture.Diagnosis.Findings;
        if (findings.Count == 0)
        {
            Line(console, "No finding in this time.", new Style(Color.Green));
        }

        foreach (var finding in findings.Take(FindingsShown))
        {
            FindingText.WriteTitle(console, finding);
            Line(console, MonitorText.Cut("  " + SafeText.OneLine(Evidence(finding)), console.Profile.Width), Style.Plain);
            if (!isSmall)
            {
                Line(console, MonitorText.Cut("  Do: " + SafeText.OneLine(finding.Action), console.Profile.Width), Style.Plain);
            }
        }

        if (findings.Count > FindingsShown)
        {
            Line(console, string.Create(CultureInfo.InvariantCulture, $"{findings.Count - FindingsShown} more: appfrag collect shows all of them"), Quiet);
        }
    }

    /// <summary>The first sentence, with the one that it leads up to.</summary>
    private static string Evidence(Finding finding) => finding.Details switch
    {
        [var lead, var rest, ..] when lead.EndsWith(':') => $"{lead} {rest.Trim()}",
        [var first, ..] => first,
        [] => finding.Action,
    };

    private static void WriteHost(IAnsiConsole console, MonitorPicture picture, bool isSmall)
    {
        if (picture.Host is not { } host)
        {
            return;
        }

        Gap(console, isSmall);
        if (host.Zones.Count > 0 && !isSmall)
        {
            console.Write(ZoneTable.Of(host, console.Profile.Capabilities.Unicode));
        }

        if (picture.Recorded.Host is [var first, .., var last])
        {
            Line(console, $"Memory available {Units.Bytes(last.MemAvailableBytes)}; waited for memory: host {Waited(first.HostPressureSome, last.HostPressureSome)}, own cgroup {Waited(first.CgroupPressureSome, last.CgroupPressureSome)}", Style.Plain);
        }
    }

    private static string Waited(long before, long after) => before < 0 || after < before ? "unknown" : Units.Microseconds(after - before);

    private static void WriteSourceNames(IAnsiConsole console, IReadOnlyList<SourceStatus> sources)
    {
        string names = string.Join(", ", SourceText.WorthNaming(sources).Select(source => source.Name));
        if (names.Length > 0)
        {
            Line(console, MonitorText.Cut(SafeText.OneLine($"Not read, or read with a caveat: {names}"), console.Profile.Width), Quiet);
        }
    }

    private static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Text(SafeText.OneLine(text), style));
        console.WriteLine();
    }
}
