using AppFrag.Model;
using Spectre.Console;

namespace PeakTraffic.Report;

/// <summary>The same requests at the naive endpoints and at their pooled twins.</summary>
internal static class ComparisonSection
{
    public static void Write(IAnsiConsole console, Phase naive, Phase pooled)
    {
        Heading.Write(console, "Before and after: the same requests at the pooled twins");
        var table = Heading.NewTable("", "naive", "pooled");
        Add("allocated on the large object heap", phase => phase.Report.Gc.LohBytesPerSecond is { } rate ? Units.Rate(rate.Value, rate.Error) : "not sampled");
        Add("gen2 collections per minute", phase => Units.Text(phase.Report.Gc.Collections[2] / phase.Report.Window.TotalMinutes, "0"));
        Add("GC pauses, share of time", phase => Units.Text(phase.Report.Gc.PauseTotal / phase.Report.Window * 100, "0.00") + " %");
        Add("GC pauses, longest", phase => Units.Milliseconds(phase.Report.Gc.PauseMax));
        Add("latency, median", phase => Units.Milliseconds(phase.Load.P50));
        Add("latency, 99th percentile", phase => Units.Milliseconds(phase.Load.P99));
        Add("requests per second", phase => Units.Text(phase.Load.RequestsPerSecond, "0"));
        Add("requests not answered", phase => Units.Text(phase.Load.Failed, "0"));
        Add("findings that ask for action", phase => Units.Text(phase.Report.Findings.Count(finding => finding.Severity > Severity.Info), "0"));
        console.Write(table);

        void Add(string name, Func<Phase, string> value) => table.AddRow(Markup.Escape(name), value(naive), value(pooled));
    }
}
