using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// How often a thread of the own process waited until a page that had been dropped was read from disk again
/// (majflt of /proc/self/stat), between the first and the last sample of the window or the two full readings.
/// </summary>
/// <param name="Count">Faults.</param>
/// <param name="PerSecond">The same by time.</param>
internal readonly record struct OwnMajorFaults(long Count, double PerSecond)
{
    // A heuristic: a service that has started reads next to none.
    private const double ManyPerSecond = 10;

    public bool AreMany => PerSecond >= ManyPerSecond;

    /// <summary>As a sentence; empty when there were none.</summary>
    public IEnumerable<string> Description => Count > 0 ? [$"In the same time the own process waited {Quantity.Count(Count)} times for a page to be read from disk (major faults)."] : [];

    public IEnumerable<FindingNumber> Numbers => Count > 0 ? [new FindingNumber("process.major_faults", Count, "{fault}")] : [];

    public static OwnMajorFaults In(DiagnosisWindow window)
    {
        if (window.Host is [{ ProcessMajorFaults: >= 0 } first, .., var last])
        {
            return Of(first.ProcessMajorFaults, last.ProcessMajorFaults, Stopwatch.GetElapsedTime(first.Timestamp, last.Timestamp));
        }

        return window is { EarlierHost: { Process.MajorFaults: { } before } earlier, LatestHost: { Process.MajorFaults: { } now } latest }
            ? Of(before, now, latest.Timestamp - earlier.Timestamp)
            : default;
    }

    private static OwnMajorFaults Of(long before, long now, TimeSpan time) =>
        now > before && time >= HostState.LeastWindow ? new OwnMajorFaults(now - before, (now - before) / time.TotalSeconds) : default;
}
