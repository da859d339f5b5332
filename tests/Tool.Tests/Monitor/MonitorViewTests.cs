using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Tool.Monitor;
using AppFrag.Tool.Runs;
using Spectre.Console;

namespace AppFrag.Tool.Tests.Monitor;

public class MonitorViewTests
{
    private const string Hostile = "\u001b]0;owned\u0007[red]\u202ex\n";

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void HostileNames_StayDataOnOneLine(int width)
    {
        string text = Draw(Picture(Hostile + new string('y', 10_000)), width);

        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u0007', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.Contains("[red]", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
    }

    [Fact]
    public void LongNames_DoNotPushAwayTheLine()
    {
        string text = Draw(Picture("Shop." + new string('y', 300)), 80);

        Assert.Contains("Upload.cs:42 ", text, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('y', 80), text, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingYet_SaysSo()
    {
        var picture = Picture(null);

        string text = Draw(picture, 80);

        Assert.Contains("No finding in this time.", text, StringComparison.Ordinal);
        Assert.Contains("No collection in this time", text, StringComparison.Ordinal);
        Assert.Contains("No allocation site is known yet.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    private static MonitorPicture Picture(string? method)
    {
        long second = Stopwatch.Frequency;
        var recorded = new RecordedRun
        {
            StartUtc = DateTimeOffset.UnixEpoch,
            Start = 0,
            End = 10 * second,
            Process = new RunProcess(7, method ?? "Shop", null, "10.0.12", "x64"),
            Gc = new GcLog(),
            Bursts = method is null ? [] : [Burst(method, 0, 5 * second), Burst(method, 5 * second, 10 * second)],
            Sources = [new SourceStatus(method ?? "requests", SourceState.Unavailable, "why")],
        };
        return new MonitorPicture(recorded, RunAnalysis.Diagnose(recorded), Host: null, [], new MonitorSeries([], [], []), TimeSpan.FromSeconds(10));
    }

    private static AllocationBurst Burst(string method, long start, long end)
    {
        var group = new AllocationGroup(new CallStack([]) { Site = new CodeSite(method, "/src/Upload.cs", 42, null) }, method, AllocationKind.Loh, route: null);
        for (int i = 0; i < 50; i++)
        {
            group.Add(200_000);
        }

        return new AllocationBurst { Start = start, End = end, Groups = [group.Sum], RepresentedSeconds = 5 };
    }

    private static string Draw(MonitorPicture picture, int width)
    {
        var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        new MonitorView(console).Show(picture);
        return text.ToString();
    }
}
