using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// Readings of the host to compare with, without what describes one moment only (zones, sizes, settings, sources): at most one a second of the last minute and a bit, one a minute before that,
/// for about ten minutes. Written by the agent's own thread; a reader may be on any thread.
/// </summary>
internal sealed class HostHistory
{
    private static readonly TimeSpan Dense = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sparse = TimeSpan.FromSeconds(55);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, string> NoWords = [];
    private static readonly Dictionary<string, long> NoNumbers = [];

    private readonly Lock _gate = new();
    private readonly List<HostReport> _reports = [];

    /// <summary>The oldest reading kept, minutes ago once the agent has run so long.</summary>
    public HostReport? Oldest
    {
        get
        {
            lock (_gate)
            {
                return _reports.Count > 0 ? _reports[0] : null;
            }
        }
    }

    public void Add(HostReport report)
    {
        lock (_gate)
        {
            if (_reports.Count > 0 && report.Timestamp <= _reports[^1].Timestamp)
            {
                // The clock was set back: times before and after cannot be compared.
                _reports.Clear();
            }

            _reports.Add(ToCompare(report));
            Thin(report.Timestamp);
        }
    }

    // Lists of which only the latest matters: kept for ten minutes they would be a thousand objects that every full collection of the process marks.
    private static HostReport ToCompare(HostReport report) => report with
    {
        Zones = [],
        Nodes = [],
        HugePageSizes = [],
        TransparentHugePages = NoWords,
        Sysctl = NoNumbers,
        Sources = [],
    };

    /// <summary>The latest reading not after <paramref name="time"/>, or the oldest there is.</summary>
    public HostReport? At(DateTimeOffset time)
    {
        lock (_gate)
        {
            return _reports.FindLast(report => report.Timestamp <= time) ?? (_reports.Count > 0 ? _reports[0] : null);
        }
    }

    private void Thin(DateTimeOffset now)
    {
        _reports.RemoveAll(report => now - report.Timestamp > Kept);
        for (int i = _reports.Count - 2; i > 0; i--)
        {
            var distance = now - _reports[i].Timestamp > Dense ? Sparse : Shortest;
            if (_reports[i].Timestamp - _reports[i - 1].Timestamp < distance)
            {
                _reports.RemoveAt(i);
            }
        }
    }
}
