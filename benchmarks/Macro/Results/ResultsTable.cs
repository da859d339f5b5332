using System.Globalization;
using System.Text;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Measuring;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Results;

/// <summary>The measurements of each load as a Markdown table of ratios.</summary>
internal static class ResultsTable
{
    private const string Difference = "+0;-0;0";

    public static string Write(ResultsFile file)
    {
        var text = new StringBuilder();
        Line(text, $"{file.Machine.Runtime}, {file.Machine.Processor}, {file.Machine.Processors} processors, {file.Machine.OperatingSystem}; {(file.Settings.IsServerGC ? "server" : "workstation")} GC, spans and metrics {(file.Settings.IsTraced ? "on" : "off")}, idle threads of the pool {(file.Settings.IdleSpins ? "spin" : "do not spin")}, {file.Settings.Seconds} s after {file.Settings.WarmUpSeconds} s of warm-up{(file.Settings.InOneLife ? ", the loads one after the other in one life" : "")}; each service and its load on half of the processors.");
        Line(text, $"Against the service without a watcher that ran at the same time: median (interval of the median; beside the number of rounds, the chance that it holds the true one).");
        foreach (var load in Load.All)
        {
            var pairs = file.Pairs.Where(pair => pair.Load == load.Name).ToArray();
            if (pairs.Length > 0)
            {
                Write(text, load, pairs);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Load load, Pair[] pairs)
    {
        Measurement[] alone = [.. pairs.Select(pair => pair.Alone)];
        Line(text, $"");
        Line(text, $"### {load.Name}");
        Line(text, $"");
        Line(text, $"{load.Description}. Without a watcher: {Median(alone, m => m.Requests / m.Seconds):0} requests/s, {Median(alone, m => m.CpuPerRequest) * 1e6:0.0} µs of CPU and {Median(alone, m => m.AllocatedPerRequest):0} B a request, {Median(alone, m => m.AllocatedBytes / m.Seconds) / 1e6:0} MB/s, {Median(alone, m => m.Collections / m.Seconds):0} GCs/s ({Median(alone, m => m.Gen2Collections / m.Seconds):0.0} of gen2), {Median(alone, m => m.FaultsPerRequest):0.00} pages faulted in a request, p99 {Median(alone, m => m.P99Milliseconds):0.00} ms, RSS {Median(alone, m => m.ResidentBytes) / 1e6:0} MB.");
        Line(text, $"");
        Line(text, $"| watcher | rounds | CPU per request | against the CPU of its load | p99 | RSS, MB more | of it committed by the GC | allocated per request | GCs per request | pages faulted in per request | CPU of AppFrag's threads | of a process beside |");
        Line(text, $"|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var watcher in Watcher.All)
        {
            Pair[] own = [.. pairs.Where(pair => pair.Watcher == watcher.Name)];
            if (own.Length == 0)
            {
                continue;
            }

            Measurement[] watched = [.. own.Select(pair => pair.Watched)];
            string[] cells =
            [
                watcher.Name,
                Rounds(own.Length),
                Ratio.Of(own, m => m.CpuPerRequest).Text("0.000"),
                Ratio.Of(own, m => m.CpuBySender).Text("0.000"),
                Ratio.Of(own, m => m.P99Milliseconds).Text("0.00"),
                Ratio.DifferenceOf(own, m => m.ResidentBytes / 1e6).Text(Difference),
                Ratio.DifferenceOf(own, m => m.HeapCommittedBytes / 1e6).Text(Difference),
                Ratio.Of(own, m => m.AllocatedPerRequest).Text("0.00"),
                Ratio.Of(own, m => m.CollectionsPerRequest).Text("0.00"),
                Ratio.DifferenceOf(own, m => m.FaultsPerRequest).Text("+0.00;-0.00;0"),
                ShareOfCore(Median(watched, m => m.CpuByThread.GetValueOrDefault(ThreadCpu.Agent) / m.Seconds)),
                ShareOfCore(Median(watched, m => m.WatcherCpuSeconds / m.Seconds)),
            ];
            Line(text, $"| {string.Join(" | ", cells)} |");
        }

        Line(text, $"");
        Line(text, $"Other processes of the machine used at most {pairs.Max(pair => pair.ForeignCpu) * 100:0} % of a core meanwhile, and the hypervisor took at most {pairs.Max(pair => pair.Watched.StolenCpu) * 100:0.0} %.");
        if (pairs.Sum(pair => pair.Alone.Failures + pair.Watched.Failures) is var failures and > 0)
        {
            Line(text, $"");
            Line(text, $"{failures} requests failed.");
        }
    }

    private static string Rounds(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} ({MedianInterval.CoverageOf(count) * 100:0} %)");

    private static string ShareOfCore(double share) => share > 0 ? string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} % of a core") : "–";

    private static double Median(Measurement[] measurements, Func<Measurement, double> figure) => Ratio.MedianOf(measurements.Select(figure));

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');
}
