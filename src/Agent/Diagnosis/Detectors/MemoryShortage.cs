using AppFrag.Correlation;
using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// The machine is short of memory, which looks like fragmentation: what little is free is in small pieces. Answers whether
/// more memory would help. Level 3 only for the waiting of the own cgroup, which its own pressure file counts.
/// </summary>
internal sealed class MemoryShortage : IDetector
{
    // Heuristics, per second of the window or since boot.
    private const double StallsPerSecond = 1;
    private const double FaultsPerSecond = 10;
    private const long EventsSinceBoot = 1000;
    private const double SeverePressure = 0.1;

    public string FindingId => "host-memory-shortage";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (HostChange.Of(window) is not { } change || !change.Now.IsShort() || Signs(change).ToArray() is not { Length: > 0 } signs)
        {
            return null;
        }

        bool killed = !change.IsSinceBoot && change.Vmstat("oom_kill") > 0;
        bool waits = change.OwnGroupWaits() == true;
        bool severe = change.Length >= HostState.LeastWindow && change.Pressure("host/full") / change.Length >= SeverePressure;
        var finding = ShortageRemedy.Instance.For(
            FindingId,
            waits ? "Memory is short, and the own cgroup waits for it" : "Memory is short; this is not fragmentation",
            killed ? Severity.Critical : waits || severe ? Severity.Warning : Severity.Info,
            waits ? EvidenceLevel.ObservedInProcess : EvidenceLevel.Coincident,
            [
                $"Only {change.Now.Available()}. Reported below {Quantity.Percent(HostState.ShortBelow)}: a heuristic.",
                $"In the same time: {string.Join(", ", signs)} ({change.Span}).",
                .. LooksLikeFragmentation(change.Now),
                .. change.OwnGroupPressure(),
                .. OwnMajorFaults.In(window).Description,
                "Would more RAM help? Yes, or less use of it: a larger machine has the same need and more to serve it from. If something leaks, it only buys time.",
                .. change.OneMoment(),
            ]) with
        {
            Numbers = [new FindingNumber("host.memory.available_share", change.Now.AvailableShare() ?? 0, "1"), .. change.OwnGroupNumbers()],
            Harm = change.OwnGroupHarm(),
        };
        return finding.With(window, TimelineSeries.HostPressure, isOpen: true);
    }

    private static IEnumerable<string> Signs(HostChange change)
    {
        (string Name, long? Rise, double PerSecond)[] counters =
        [
            ("allocation stalls", change.VmstatSum("allocstall"), StallsPerSecond),
            ("major page faults", change.Vmstat("pgmajfault"), FaultsPerSecond),
            ("refaults", change.VmstatSum("workingset_refault"), FaultsPerSecond),
            ("processes killed", change.Vmstat("oom_kill"), 0),
        ];
        foreach (var (name, rise, perSecond) in counters)
        {
            if (rise > 0 && (perSecond == 0 || change.Reaches(rise, perSecond, EventsSinceBoot)))
            {
                yield return $"{name} {Quantity.Count(rise.Value)}";
            }
        }

        if (change.Pressure("host/full") is { } full && change.Length >= HostState.LeastWindow && full / change.Length >= HostState.WaitingFrom)
        {
            yield return $"all tasks waiting for {Quantity.Duration(full)}";
        }
    }

    private static IEnumerable<string> LooksLikeFragmentation(HostReport host) =>
        UnusableFreeMemory.Highest(host) is { Index: >= HostIndexHighNobodyHarmed.HeuristicThreshold } unusable
            ? [FormattableString.Invariant($"It looks like fragmentation ({unusable.Where.ToLowerInvariant()}: {unusable.Index / 10.0:0.0} % could not form a huge page), as it does on every machine that has little left. Stalls in reclaim, major faults and refaults are signs of shortage.")]
            : [];
}
