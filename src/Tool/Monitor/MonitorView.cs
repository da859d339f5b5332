using System.Globalization;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Tool.HostView;
using AppFrag.Tool.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace AppFrag.Tool.Monitor;

/// <summary>One refresh for people: findings on top, then rates, generations, sites, host. What does not fit the window is at the bottom.</summary>
internal sealed class MonitorView(IAnsiConsole terminal)
{
    private const int LabelWidth = 12;
    private const int WidestBar = 60;

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
        console.Write(Rates(console, picture, isSmall));
        Gap(console, isSmall);
        console.Write(Generations(console, picture));
        Gap(console, isSmall);
        console.Write(Sites(console, picture, isSmall ? SitesShownInSmallWindow : SitesShown));
        WriteHost(console, picture, isSmall);
        WriteSourceNames(console, picture.Run.Sources);
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
        var process = picture.Run.Process;
        string rest = string.Create(CultureInfo.InvariantCulture, $" (process {process.Id}), .NET {process.RuntimeVersion}");
        Line(console, Cut(SafeText.OneLine(process.Name ?? "A process"), console.Profile.Width - rest.Length) + rest, Strong);
        Line(console, string.Create(CultureInfo.InvariantCulture, $"the last {Quantity.Span(TimeSpan.FromSeconds(picture.Run.Seconds))} of {Quantity.Span(picture.Watched)} watched, {picture.Run.Start.AddSeconds(picture.Run.Seconds).UtcDateTime:HH:mm:ss}Z; q ends"), Quiet);
    }

    private static void WriteFindings(IAnsiConsole console, MonitorPicture picture, bool isSmall)
    {
        Gap(console, isSmall);
        var findings = picture.Run.Findings;
        if (findings.Count == 0)
        {
            Line(console, "No finding in this time.", new Style(Color.Green));
        }

        foreach (var finding in findings.Take(FindingsShown))
        {
            FindingText.WriteTitle(console, finding);
            Line(console, Cut("  " + SafeText.OneLine(Evidence(finding)), console.Profile.Width), Style.Plain);
            if (!isSmall)
            {
                Line(console, Cut("  Do: " + SafeText.OneLine(finding.Action), console.Profile.Width), Style.Plain);
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

    private static Grid Rates(IAnsiConsole console, MonitorPicture picture, bool isSmall)
    {
        var run = picture.Run;
        double seconds = Math.Max(run.Seconds, 1e-3);
        var grid = Labelled();
        var rates = picture.Rates.Where(rate => rate.BytesPerSecond > 0).Select(rate => $"{Heap(rate.Kind)} {Quantity.Rate(rate.BytesPerSecond)} {Error(rate.BytesPerSecond, rate.Error)}");
        Add("allocated", string.Join(", ", rates.DefaultIfEmpty("no samples yet")), "large only", picture.Series.LargeBytes, Quantity.Rate);
        Add(
            "collections",
            string.Join(", ", run.Gc.Collections.Select((count, generation) => string.Create(CultureInfo.InvariantCulture, $"gen{generation} {Frequency(count / seconds)}"))),
            "",
            picture.Series.Collections,
            value => string.Create(CultureInfo.InvariantCulture, $"{value:0}/s"));
        Add(
            "paused",
            string.Create(CultureInfo.InvariantCulture, $"{run.Gc.PauseSeconds / seconds * 100:0.##} % of the time, longest {Quantity.Duration(TimeSpan.FromSeconds(run.Gc.LongestPauseSeconds))}"),
            "",
            picture.Series.PausedMilliseconds,
            value => string.Create(CultureInfo.InvariantCulture, $"{value:0.#} ms"));
        return grid;

        void Add(string label, string text, string barLabel, IReadOnlyList<double> values, Func<double, string> unit)
        {
            grid.AddRow(new Text(label), new Text(text));
            if (!isSmall)
            {
                AddBars(grid, console, barLabel, values, unit);
            }
        }
    }

    private static void AddBars(Grid grid, IAnsiConsole console, string label, IReadOnlyList<double> values, Func<double, string> unit)
    {
        double largest = values.DefaultIfEmpty().Max();
        if (largest > 0)
        {
            string most = " up to " + unit(largest);
            int width = Math.Clamp(console.Profile.Width - LabelWidth - most.Length - 1, 0, WidestBar);
            grid.AddRow(new Text(label, Quiet), new Text(Sparkline.Of(values, width, console.Profile.Capabilities.Unicode).TrimStart() + most, Quiet));
        }
    }

    private static IRenderable Generations(IAnsiConsole console, MonitorPicture picture)
    {
        if (picture.Run.Gc.Generations.Count == 0)
        {
            return new Text("No collection in this time: sizes are known after the next one.", Quiet);
        }

        int width = Math.Clamp(console.Profile.Width - 44, 10, WidestBar);
        long largest = picture.Run.Gc.Generations.Max(generation => generation.SizeBytes);
        var table = new Table().Border(TableBorder.None)
            .AddColumns(Column("generation"), Column("size", isNumber: true), Column("holes", isNumber: true), Column("", isNumber: true), Column("objects, then holes"));
        foreach (var generation in picture.Run.Gc.Generations)
        {
            table.AddRow(
                new Text(SafeText.OneLine(generation.Name)),
                new Text(Quantity.Bytes(generation.SizeBytes)),
                new Text(Quantity.Bytes(generation.FragmentedBytes)),
                new Text(Quantity.Percent(generation.FragmentationRatio)),
                Bar(generation, largest, width, console.Profile.Capabilities.Unicode));
        }

        return table;
    }

    private static Paragraph Bar(GenerationReport generation, long largest, int width, bool isUnicode)
    {
        int full = largest > 0 ? (int)Math.Round((double)generation.SizeBytes / largest * width) : 0;
        int holes = (int)Math.Round(generation.FragmentationRatio * full);
        return new Paragraph()
            .Append(new string(isUnicode ? '█' : '#', full - holes), new Style(Color.Blue))
            .Append(new string(isUnicode ? '░' : '.', holes), new Style(Color.Yellow));
    }

    private static IRenderable Sites(IAnsiConsole console, MonitorPicture picture, int shown)
    {
        if (picture.Run.Sites.Count == 0)
        {
            return new Text("No allocation site is known yet.", Quiet);
        }

        var table = new Table().Border(TableBorder.None)
            .AddColumns(Column("allocates", isNumber: true), Column("heap"), Column("share", isNumber: true), new TableColumn(new Text("where", Quiet)).NoWrap());
        int width = Math.Max(console.Profile.Width - 36, 20);
        foreach (var site in picture.Run.Sites.Take(shown))
        {
            table.AddRow(
                new Text($"{Quantity.Rate(site.BytesPerSecond)} {Error(site.BytesPerSecond, site.BytesPerSecondError)}"),
                new Text(Heap(site.Kind)),
                new Text(Quantity.Percent(site.Share)),
                new Text(Place(site, width)));
        }

        return table;
    }

    /// <summary>The file with its line first: that is what a cut must not take away.</summary>
    private static string Place(AllocationSite site, int width)
    {
        string method = ShortName(site.Method);
        string text = (site.File, site.Line) switch
        {
            (null, _) => $"{method} ({site.Type})",
            ({ } file, null) => $"{Path.GetFileName(file)} {method} ({site.Type})",
            var (file, line) => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}:{line} {method} ({site.Type})"),
        };
        return Cut(SafeText.OneLine(text), width);
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(width - 3, 0)), "...");

    private static string Error(double value, double error) => string.Create(CultureInfo.InvariantCulture, $"± {error / value * 100:0} %");

    /// <summary>Type and method without the namespace.</summary>
    private static string ShortName(string method)
    {
        int dot = method.LastIndexOf('.');
        int before = dot > 0 ? method.LastIndexOf('.', dot - 1) : -1;
        return method[(before + 1)..];
    }

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

        if (picture.Run.Host is { Timeline: [var first, .., var last] })
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
            Line(console, Cut(SafeText.OneLine($"Not read, or read with a caveat: {names}"), console.Profile.Width), Quiet);
        }
    }

    private static string Frequency(double perSecond) => perSecond >= 1 || perSecond == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{perSecond:0.#}/s")
        : string.Create(CultureInfo.InvariantCulture, $"{perSecond * 60:0.#}/min");

    private static string Heap(AllocationKind kind) => kind switch
    {
        AllocationKind.Loh => "large",
        AllocationKind.Poh => "pinned",
        _ => "small",
    };

    private static Grid Labelled() => new Grid()
        .AddColumn(new GridColumn().NoWrap().Width(LabelWidth).PadLeft(0).PadRight(0))
        .AddColumn(new GridColumn().PadLeft(0).PadRight(0));

    private static TableColumn Column(string header, bool isNumber = false)
    {
        var column = new TableColumn(new Text(header, Quiet)).NoWrap();
        return isNumber ? column.RightAligned() : column;
    }

    private static void Line(IAnsiConsole console, string text, Style style)
    {
        console.Write(new Text(SafeText.OneLine(text), style));
        console.WriteLine();
    }
}
