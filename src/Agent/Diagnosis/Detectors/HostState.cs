using AppFrag.Model;

namespace AppFrag.Diagnosis.Detectors;

/// <summary>What several host detectors ask of one full reading.</summary>
internal static class HostState
{
    /// <summary>Available memory below this share of all memory counts as short. A heuristic.</summary>
    public const double ShortBelow = 0.1;

    /// <summary>Share of a window spent waiting for memory from which a group of tasks is said to wait. A heuristic.</summary>
    public const double WaitingFrom = 0.01;

    /// <summary>Shorter windows say too little of a rate to be told apart from one unlucky moment.</summary>
    public static readonly TimeSpan LeastWindow = TimeSpan.FromSeconds(5);

    /// <summary>MemAvailable over MemTotal; <see langword="null"/> when either is unknown or not the kernel's.</summary>
    public static double? AvailableShare(this HostReport host) =>
        host.HasKernelsMeminfo() && host.Memory.TryGetValue("MemTotal", out long total) && total > 0 && host.Memory.TryGetValue("MemAvailable", out long available)
            ? (double)available / total
            : null;

    public static string Available(this HostReport host) =>
        host.AvailableShare() is { } share
            ? $"{Quantity.Bytes(host.Memory["MemAvailable"])} of {Quantity.Bytes(host.Memory["MemTotal"])} ({Quantity.Percent(share)}) are available"
            : "how much memory is available is unknown";

    /// <summary>Known not to be short of memory.</summary>
    public static bool HasMemory(this HostReport host) => host.AvailableShare() is >= ShortBelow;

    public static bool IsShort(this HostReport host) => host.AvailableShare() is < ShortBelow;

    /// <summary>Whether the own cgroup waited for a share of the window that matters; <see langword="null"/> when that is unknown.</summary>
    public static bool? OwnGroupWaits(this HostChange change) =>
        change.Pressure("cgroup/some") is { } waited && change.Length >= LeastWindow ? waited / change.Length >= WaitingFrom : null;

    /// <summary>The waiting of the own cgroup as a sentence; empty when unknown.</summary>
    public static IEnumerable<string> OwnGroupPressure(this HostChange change) =>
        change.Pressure("cgroup/some") is not { } some ? []
            : some == TimeSpan.Zero ? [$"The own cgroup: no task waited for memory {change.GroupSpan()}."]
            : [$"The own cgroup: some task waited for memory for {Quantity.Duration(some)}{(change.Pressure("cgroup/full") is { } full ? $", all tasks for {Quantity.Duration(full)}" : "")} {change.GroupSpan()}."];

    /// <summary>What the waiting of the own cgroup costs; it counts the time in which at least one task waited.</summary>
    public static FindingHarm OwnGroupHarm(this HostChange change) => new()
    {
        Window = change.Length,
        Stalled = change.IsSinceBoot ? TimeSpan.Zero : change.Pressure("cgroup/some") ?? TimeSpan.Zero,
    };

    public static IEnumerable<FindingNumber> OwnGroupNumbers(this HostChange change) =>
        change.Pressure("cgroup/some") is { } waited ? [new FindingNumber("cgroup.waited", waited.TotalSeconds, "s")] : [];

    /// <summary>The stretch of what a group counts, which begins with the group.</summary>
    public static string GroupSpan(this HostChange change) => change.IsSinceBoot ? "since the group was made" : change.Span;

    /// <summary>Said wherever only totals since boot are known.</summary>
    public static IEnumerable<string> OneMoment(this HostChange change) =>
        change.IsSinceBoot ? ["There is one reading only, so whether this still goes on is unknown."] : [];

    /// <summary>A counter passed its threshold: a rate, in a short window as many as in <see cref="LeastWindow"/>, or a total since boot.</summary>
    public static bool Reaches(this HostChange change, long? rise, double perSecond, long sinceBoot) =>
        change.IsSinceBoot ? rise >= sinceBoot : rise >= perSecond * Math.Max(change.Length.TotalSeconds, LeastWindow.TotalSeconds);
}
