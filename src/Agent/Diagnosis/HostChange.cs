using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>
/// What the host's counters did between two full readings. With one reading only, as of a copied tree, it is what they did
/// since boot: that says what has happened, not that it still does.
/// </summary>
internal sealed class HostChange
{
    /// <summary>Microseconds that still make a time span: 290 years.</summary>
    private const long LongestWait = long.MaxValue / 1000;

    private readonly HostReport? _before;

    private HostChange(HostReport? before, HostReport now)
    {
        _before = before;
        Now = now;
    }

    public HostReport Now { get; }

    /// <summary>Only totals since boot are known.</summary>
    public bool IsSinceBoot => _before is null;

    /// <summary>Time between the readings; zero when there is only one.</summary>
    public TimeSpan Length => _before is null ? TimeSpan.Zero : Now.Timestamp - _before.Timestamp;

    /// <summary>The stretch as the end of a sentence: <c>within 30 s</c> or <c>since boot</c>.</summary>
    public string Span => _before is null ? "since boot" : $"within {Quantity.Duration(Length)}";

    /// <summary>The change over the window; <see langword="null"/> without a full reading.</summary>
    public static HostChange? Of(DiagnosisWindow window) => Of(window.EarlierHost, window.LatestHost);

    /// <summary>The change since the oldest reading that is kept.</summary>
    public static HostChange? OfAllKept(DiagnosisWindow window) => Of(window.OldestHost, window.LatestHost);

    /// <summary>Rise of a vmstat counter; <see langword="null"/> when it is unknown, or fell and so is another kernel's.</summary>
    public long? Vmstat(string name) => Rise(Now.Vmstat, _before?.Vmstat, name);

    /// <summary>Rise of all vmstat counters that start with <paramref name="prefix"/>, such as those kept by zone.</summary>
    public long? VmstatSum(string prefix)
    {
        var rises = Now.Vmstat.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(Vmstat).OfType<long>().ToArray();
        return rises.Length == 0 ? null : rises.Total();
    }

    /// <summary>Time that tasks waited for memory, by the keys of <see cref="HostReport.PressureTotals"/>.</summary>
    public TimeSpan? Pressure(string key) =>
        Rise(Now.PressureTotals, _before?.PressureTotals, key) is { } microseconds ? TimeSpan.FromMicroseconds(Math.Min(microseconds, LongestWait)) : null;

    /// <summary>Rise of a counter of the own cgroup's memory.events.</summary>
    public long? CgroupEvent(string name) => Now.Cgroup is not { } cgroup || (_before is not null && _before.Cgroup?.Path != cgroup.Path)
        ? null
        : Rise(cgroup.Events, _before?.Cgroup?.Events, name);

    private static HostChange? Of(HostReport? before, HostReport? now) =>
        now is null ? null : new HostChange(before is not null && before.Timestamp < now.Timestamp ? before : null, now);

    private static long? Rise(IReadOnlyDictionary<string, long> now, IReadOnlyDictionary<string, long>? before, string key)
    {
        if (!now.TryGetValue(key, out long value))
        {
            return null;
        }

        long start = 0;
        if (before is not null && !before.TryGetValue(key, out start))
        {
            return null;
        }

        return value >= start ? value - start : null;
    }
}
