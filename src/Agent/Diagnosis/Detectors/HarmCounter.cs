using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>A counter that rises when somebody waits or goes without because of memory, at both ends of a window.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Before">At the start; negative when it cannot be read.</param>
/// <param name="SinceBoot">At the end; negative when it cannot be read.</param>
internal readonly record struct HarmCounter(string Name, long Before, long SinceBoot)
{
    public bool IsKnown => Before >= 0 && SinceBoot >= 0;

    /// <summary>It changed. A fall counts too: the counter is then another one's, such as that of a new cgroup.</summary>
    public bool Moved => IsKnown && SinceBoot != Before;

    public static IReadOnlyList<HarmCounter> Compare(HostSample first, HostSample last) =>
    [
        new("compaction stalls", first.CompactionStalls, last.CompactionStalls),
        new("compaction failures", first.CompactionFailures, last.CompactionFailures),
        new("allocation stalls", first.AllocationStalls, last.AllocationStalls),
        new("huge-page fallbacks", first.ThpFaultFallbacks, last.ThpFaultFallbacks),
        new("memory pressure of the host (some)", first.HostPressureSome, last.HostPressureSome),
        new("memory pressure of the host (full)", first.HostPressureFull, last.HostPressureFull),
        new("memory pressure of the own cgroup (some)", first.CgroupPressureSome, last.CgroupPressureSome),
        new("memory pressure of the own cgroup (full)", first.CgroupPressureFull, last.CgroupPressureFull),
    ];
}
