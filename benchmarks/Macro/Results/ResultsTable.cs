using System.Globalization;
using System.Text;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Measuring;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Results;

/// <summary>The measurements of each load as a Markdown table of ratios.</summary>
internal static class ResultsTable
{
    public static string Write(ResultsFile file)
    {
        var text = new StringBuilder();
        Line(text, $"{file.Machine.Runtime}, {file.Machine.Processor}, {file.Machine.Processors} processors, {file.Machine.OperatingSystem}; {(file.Settings.IsServerGC ? "server" : "workstation")} GC, spans and metrics {(file.Settings.IsTraced ? "on" : "off")}, {file.Settings.Seconds} s after {file.Settings.WarmUpSeconds} s of warm-up{(file.Settings.IsPinned ? ", service pinned to one processor" : "")}.");
        Line(text, $"Ratios to the same round without a watcher: median (least–greatest).");
        foreach (var load in Load.All)
        {
            var measurements = file.Measurements.Where(m => m.Load == load.Name).ToArray();
            if (measurements.Length > 0)
            {
                Write(text, load, measurements);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Load load, Measurement[] measurements)
    {
        var alone = measurements.Where(m => m.Watcher == Watcher.Baseline).ToArray();
        Line(text, $"");
        Line(text, $"### {load.Name}");
        Line(text, $"");
        Line(text, $"{load.Description}; {measurements.Select(m => m.Round).Distinct().Count()} rounds. Without a watcher: {Median(alone, m => m.Requests / m.Seconds):0} requests/s, {Median(alone, m => m.CpuPerRequest) * 1e6:0.0} µs of CPU and {Median(alone, m => m.AllocatedPerRequest):0} B a request, {Median(alone, m => m.AllocatedBytes / m.Seconds) / 1e6:0} MB/s, {Median(alone, m => m.Collections / m.Seconds):0} GCs/s ({Median(alone, m => m.Gen2Collections / m.Seconds):0.0} of gen2), p99 {Median(alone, m => m.P99Milliseconds):0.00} ms, RSS {Median(alone, m => m.ResidentBytes) / 1e6:0} MB.");
        Line(text, $"");
        Line(text, $"| watcher | CPU per request | p99 | RSS, MB more | allocated per request | GCs per request | CPU of a process beside |");
        Line(text, $"|---|---|---|---|---|---|---|");
        foreach (var watcher in Watcher.All.Where(w => w.Name != Watcher.Baseline && measurements.Any(m => m.Watcher == w.Name)))
        {
            double beside = Median([.. measurements.Where(m => m.Watcher == watcher.Name)], m => m.WatcherCpuSeconds / m.Seconds);
            Line(text, $"| {watcher.Name} | {Ratio.Of(measurements, watcher.Name, m => m.CpuPerRequest).Text("0.000")} | {Ratio.Of(measurements, watcher.Name, m => m.P99Milliseconds).Text("0.00")} | {Ratio.DifferenceOf(measurements, watcher.Name, m => m.ResidentBytes / 1e6).Text("+0;-0;0")} | {Ratio.Of(measurements, watcher.Name, m => m.AllocatedPerRequest).Text("0.00")} | {Ratio.Of(measurements, watcher.Name, m => m.CollectionsPerRequest).Text("0.00")} | {(beside > 0 ? (beside * 100).ToString("0", CultureInfo.InvariantCulture) + " % of a core" : "–")} |");
        }

        Line(text, $"");
        Line(text, $"Other processes of the machine used at most {measurements.Max(m => m.ForeignCpu) * 100:0} % of a core meanwhile.");
        if (measurements.Sum(m => m.Failures) is var failures and > 0)
        {
            Line(text, $"");
            Line(text, $"{failures} requests failed.");
        }
    }

    private static double Median(Measurement[] measurements, Func<Measurement, double> figure) => Ratio.MedianOf(measurements.Select(figure));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
