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

        foreach (var source in naive.Report.Sources.Where(source => source.State != SourceState.Ok))
        {
            console.MarkupLineInterpolated($"[grey]Source {source.Name} could not be used: {source.Reason}[/]");
        }
    }
}
