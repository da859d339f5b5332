using AppFrag.Diagnosis.Advice;
using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>
/// The own cgroup reaches its memory limit while the host has memory. Its own event counters say so: level 3. Whether it
/// waits is said by its pressure, or, where groups have none (version 1), by the major faults of the own process.
/// </summary>
internal sealed class CgroupLimit : IDetector
{
    public string FindingId => "cgroup-memory-limit";

    public Finding? Detect(DiagnosisWindow window)
    {
        if (HostChange.Of(window) is not { Now.Cgroup: { LimitBytes: { } limit } cgroup } change || !change.Now.HasMemory())
        {
            return null;
        }

        long reached = Rise(window, sample => sample.CgroupMaxEvents) ?? change.CgroupEvent("max") ?? change.CgroupEvent("failcnt") ?? 0;
        long failed = Rise(window, sample => sample.CgroupOomKills) ?? Math.Max(change.CgroupEvent("oom") ?? 0, change.CgroupEvent("oom_kill") ?? 0);
        if (reached <= 0 && failed <= 0)
        {
            return null;
        }

        var faults = OwnMajorFaults.In(window);
        bool waits = change.OwnGroupWaits() ?? faults.AreMany;
        return CgroupLimitRemedy.For(change.Now, cgroup).For(
            FindingId,
            "The own cgroup reaches its memory limit; the host has memory",
            change.IsSinceBoot ? Severity.Info : failed > 0 ? Severity.Critical : waits ? Severity.Warning : Severity.Info,
            EvidenceLevel.ObservedInProcess,
            [
                $"{Quantity.Count(reached)} times {change.GroupSpan()} its use would have passed {Quantity.Bytes(limit)}; it uses {Quantity.Bytes(cgroup.CurrentBytes)} now. {Reclaimed(failed, waits)}",
                $"On the host {change.Now.Available()}.",
                .. change.OwnGroupPressure(),
                .. faults.Description,
                "Would more RAM help? Not while the limit stays.",
                .. change.OneMoment(),
            ]) with
        {
            Numbers =
            [
                new FindingNumber("cgroup.limit_reached", reached, "{event}"), new FindingNumber("cgroup.limit", limit, "By"),
                new FindingNumber("cgroup.used", cgroup.CurrentBytes, "By"), new FindingNumber("cgroup.oom", failed, "{event}"), .. change.OwnGroupNumbers(),
                .. faults.Numbers,
            ],
            Harm = change.OwnGroupHarm(),
            Scope = cgroup.Path,
        };
    }

    private static string Reclaimed(long failed, bool waits) => (failed, waits) switch
    {
        ( > 0, _) => $"{Quantity.Count(failed)} times nothing could be reclaimed (oom).",
        (_, true) => "Each time something could be reclaimed, and tasks of the group waited for it.",
        _ => "Each time something could be reclaimed; that may have been page cache alone, which does no harm.",
    };

    /// <summary>Over the samples, which are fresher than the full readings; <see langword="null"/> where those must do.</summary>
    private static long? Rise(DiagnosisWindow window, Func<HostSample, long> counter) =>
        window is { Host: [var first, .., var last], EarlierHost: not null } && counter(first) >= 0 && counter(last) >= counter(first)
            ? counter(last) - counter(first)
            : null;
}
