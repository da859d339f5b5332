using System.Globalization;
using AppFrag.Model;
using AppFrag.Tool.Terminal;
using Spectre.Console;

namespace AppFrag.Tool.HostView;

/// <summary>The host for people: verdict first, then the numbers it rests on, then what could not be read.</summary>
internal sealed class HostTextView(bool isRefreshed) : IHostView
{
    private static readonly Style Quiet = new(Color.Grey);
    private readonly IAnsiConsole _console = Terminals.Open();
    private bool _hasShown;

    public void Show(HostPicture picture)
    {
        if (isRefreshed && _console.Profile.Capabilities.Ansi)
        {
            _console.Clear(home: true);
        }
        else if (_hasShown)
        {
            _console.WriteLine();
        }

        _hasShown = true;
        var report = picture.Report;
        string huge = Units.Bytes((long)report.PageSize << report.PmdOrder);
        Line(string.Create(CultureInfo.InvariantCulture, $"Host memory at {report.Timestamp:yyyy-MM-dd HH:mm:ss}Z; pages of {Units.Bytes(report.PageSize)}, huge pages of {huge} (order {report.PmdOrder})"), Quiet);
        _console.WriteLine();
        var verdict = HostVerdict.Of(picture);
        Line(verdict.Text, new Style(verdict.NeedsAttention ? Color.Yellow : Color.Green, decoration: Decoration.Bold));
        // A refreshed picture has to fit into the window; a single one explains itself.
        foreach (var finding in isRefreshed ? [] : picture.Findings)
        {
            _console.WriteLine();
            FindingText.Write(_console, finding);
        }

        if (report.Zones.Count > 0)
        {
            _console.WriteLine();
            _console.Write(ZoneTable.Blocks(report, _console.Profile.Capabilities.Unicode));
            _console.WriteLine();
            _console.Write(ZoneTable.Indexes(report));
        }

        if (report.Zones.Count > 0 && !isRefreshed)
        {
            Line("unusable: share of the zone's free memory that cannot serve that order. failure: why a request would fail, from 0 lack of memory to 1 fragmentation; \"none\" when it would succeed. Both are the kernel's own.", Quiet);
        }

        _console.WriteLine();
        _console.Write(HostNumbers.Table(picture));
        WriteSources(report.Sources);
    }

    private void WriteSources(IReadOnlyList<SourceStatus> sources)
    {
        var worthNaming = sources.Where(source => source.State != SourceState.Ok || source.Reason is not null).ToArray();
        if (worthNaming.Length == 0)
        {
            return;
        }

        _console.WriteLine();
        if (isRefreshed)
        {
            Line($"Not read, or read with a caveat: {string.Join(", ", worthNaming.Select(source => source.Name))}", Quiet);
            return;
        }

        Line("Not read, or read with a caveat:", Style.Plain);
        foreach (var source in worthNaming)
        {
            _console.Write(new Padder(new Text(SafeText.OneLine($"{source.Name}: {source.Reason}"), Quiet), new Padding(2, 0, 0, 0)));
        }
    }

    private void Line(string text, Style style)
    {
        _console.Write(new Text(text, style));
        _console.WriteLine();
    }
}
