using AppFrag.Model;
using PeakTraffic.Telemetry;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>All that the run showed, from the machine down to the line of code.</summary>
internal static class FinalReport
{
    public static void Write(IAnsiConsole console, HostReport? hostAtStart, Phase naive, Phase pooled, TraceCollector traces)
    {
        HostSection.Write(console, naive.Report.Host, hostAtStart);
        HeapSection.Write(console, naive.Report.Gc);
        FindingsSection.Write(console, naive.Report.Findings);
        SitesSection.Write(console, naive.Report.Sites, CompilerRules.Load());
        TraceSection.Write(console, traces);
        ComparisonSection.Write(console, naive, pooled);

        WriteUnusable(console, naive.Report);
    }

    private static void WriteUnusable(IAnsiConsole console, AppFragReport report)
    {
        var shownWithHost = report.Host?.Sources.Select(source => source.Name) ?? [];
        foreach (var source in report.Sources.Where(source => source.State != SourceState.Ok && !shownWithHost.Contains(source.Name)))
        {
            Paragraph.Write(console, $"Not used: {source.Name}, {source.Reason}", 0, style: "grey");
        }
    }
}
