using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>When something began, said of the findings that ask for action: a series that it is about rose and stayed there. No evidence of why.</summary>
internal static class Beginnings
{
    private static readonly Dictionary<TimelineSeries, (string Name, Func<double, string> Text)> OfProcess = new()
    {
        [TimelineSeries.PauseTime] = ("time in GC pauses", Quantity.Percent),
        [TimelineSeries.AllocationRate] = ("what the process allocates", Quantity.Rate),
    };

    private static readonly Dictionary<TimelineSeries, (string Name, Func<double, string> Text)> OfHost = new()
    {
        [TimelineSeries.HostPressure] = ("time in which tasks of the host waited for memory", Quantity.Percent),
        [TimelineSeries.CgroupPressure] = ("time in which tasks of the own cgroup waited for memory", Quantity.Percent),
        [TimelineSeries.UnusableIndex] = ("free memory of no use for a huge page", Quantity.Percent),
        [TimelineSeries.MemoryLoad] = ("memory in use on the host", Quantity.Percent),
    };

    public static Finding Add(Finding finding, DiagnosisWindow window)
    {
        if (finding.Severity == Severity.Info || finding.SymptomOf is not null || End(window) is not { } end)
        {
            return finding;
        }

        var series = HostDetectors.All.Any(detector => detector.FindingId == finding.Id) ? OfHost : OfProcess;
        string[] began = [.. window.Changes.Where(change => change.After > change.Before && series.ContainsKey(change.Series)).Select(change => Text(change, series[change.Series], end))];
        return began.Length == 0 ? finding : finding with { Details = [.. finding.Details, .. began] };
    }

    private static string Text(SeriesChange change, (string Name, Func<double, string> Text) series, long end) =>
        $"Since {Quantity.Span(Stopwatch.GetElapsedTime(change.Timestamp, end))} before the end: {series.Name} went from {series.Text(change.Before)} to {series.Text(change.After)} and stayed there. That says when something began, not why.";

    private static long? End(DiagnosisWindow window) => (window.Host, window.Gc) switch
    {
        ([.., var host], [.., var gc]) => Math.Max(host.Timestamp, gc.Timestamp),
        ([.., var host], _) => host.Timestamp,
        (_, [.., var gc]) => gc.Timestamp,
        _ => null,
    };
}
