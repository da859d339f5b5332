using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>
/// From evaluation to evaluation: which findings are open. One opens when it is seen in two of three evaluations, or at once
/// when it is critical; it closes after six evaluations without it, a minute at the usual pace, so that what comes and goes
/// stays one finding. The severity rises and falls by the same rule. Findings are told apart by
/// <see cref="Finding.Identity"/>. Bounded; used by one thread.
/// </summary>
internal sealed class FindingLifecycle(TimeProvider timeProvider)
{
    public const int OpensAfter = 2;
    public const int OutOf = 3;
    public const int ClosesAfter = 6;

    /// <summary>Most findings followed at a time; more identities than that are noise, and new ones wait.</summary>
    public const int Capacity = 256;

    /// <summary>Updates are no more frequent than this, except when the severity rises.</summary>
    public static readonly TimeSpan LeastInterval = TimeSpan.FromMinutes(10);

    /// <summary>An open finding is said again after this time although nothing has changed.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromHours(6);

    private readonly Dictionary<string, Tracked> _tracked = [];

    /// <summary>What is open, in the order of the latest evaluation; what was not seen in it comes last.</summary>
    public IReadOnlyList<Finding> Open { get; private set; } = [];

    /// <summary>Takes one evaluation.</summary>
    /// <returns>What people are to be told.</returns>
    public IReadOnlyList<FindingChange> Update(IReadOnlyList<Finding> findings)
    {
        long now = timeProvider.GetTimestamp();
        var changes = new List<FindingChange>();
        var seen = new HashSet<string>();
        foreach (Finding finding in findings.Where(finding => seen.Add(finding.Identity)))
        {
            if (!_tracked.TryGetValue(finding.Identity, out Tracked? tracked))
            {
                if (_tracked.Count >= Capacity)
                {
                    continue;
                }

                _tracked[finding.Identity] = tracked = new Tracked(finding);
            }

            tracked.See(finding);
            if (Told(tracked, now) is { } change)
            {
                changes.Add(change);
            }
        }

        foreach ((string identity, Tracked tracked) in _tracked.Where(pair => !seen.Contains(pair.Key)).ToList())
        {
            tracked.Miss();
            if (tracked.Missed >= ClosesAfter)
            {
                _tracked.Remove(identity);
                if (tracked.IsOpen)
                {
                    changes.Add(new FindingChange(FindingChangeKind.Closed, tracked.Shown, timeProvider.GetElapsedTime(tracked.OpenedAt, now)));
                }
            }
        }

        Open =
        [
            .. findings.Select(finding => finding.Identity).Distinct().Select(identity => _tracked.GetValueOrDefault(identity)).Where(tracked => tracked is { IsOpen: true }).Select(tracked => tracked!.Shown),
            .. _tracked.Where(pair => pair.Value.IsOpen && !seen.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.Shown),
        ];
        return changes;
    }

    private FindingChange? Told(Tracked tracked, long now)
    {
        if (!tracked.IsOpen)
        {
            if (!tracked.MayOpen)
            {
                return null;
            }

            tracked.Tell(now, isFirst: true);
            return new FindingChange(FindingChangeKind.Opened, tracked.Shown, TimeSpan.Zero);
        }

        TimeSpan since = timeProvider.GetElapsedTime(tracked.ToldAt, now);
        if (!tracked.IsWorse && since < (tracked.IsMaterial ? LeastInterval : Reminder))
        {
            return null;
        }

        tracked.Tell(now, isFirst: false);
        return new FindingChange(FindingChangeKind.Updated, tracked.Shown, timeProvider.GetElapsedTime(tracked.OpenedAt, now));
    }

    /// <summary>One identity: the severities of its last evaluations, and what was said of it last.</summary>
    private sealed class Tracked(Finding first)
    {
        // -1 where it was not seen; the latest last.
        private readonly List<int> _severities = [];
        private Finding _latest = first;
        private Finding _told = first;

        public bool IsOpen { get; private set; }

        public int Missed { get; private set; }

        public long OpenedAt { get; private set; }

        public long ToldAt { get; private set; }

        public bool MayOpen => _latest.Severity == Severity.Critical || _severities.TakeLast(OutOf).Count(severity => severity >= 0) >= OpensAfter;

        /// <summary>As it was seen last, at the severity that has settled.</summary>
        public Finding Shown => _latest with { Severity = Settled };

        public bool IsWorse => Settled > _told.Severity;

        public bool IsMaterial => FindingDifference.IsMaterial(_told, Shown);

        private Severity Settled { get; set; } = first.Severity;

        public void See(Finding finding)
        {
            _latest = finding;
            Missed = 0;
            Remember((int)finding.Severity);
            Settle();
        }

        public void Miss()
        {
            Missed++;
            Remember(-1);
        }

        public void Tell(long now, bool isFirst)
        {
            if (isFirst)
            {
                IsOpen = true;
                OpenedAt = now;
                // The severity that brought it in: higher ones of single evaluations do not count yet.
                Settled = _latest.Severity == Severity.Critical ? Severity.Critical : Lasting(OutOf, OpensAfter);
            }

            ToldAt = now;
            _told = Shown;
        }

        // Up when two of three evaluations are that high, down when none of six is higher.
        private void Settle()
        {
            Severity up = _latest.Severity == Severity.Critical ? Severity.Critical : Lasting(OutOf, OpensAfter);
            if (up > Settled)
            {
                Settled = up;
            }
            else if (_severities.Count >= ClosesAfter && _severities.Max() < (int)Settled)
            {
                Settled = (Severity)Math.Max(0, _severities.Max());
            }
        }

        /// <summary>The highest severity that <paramref name="times"/> of the last <paramref name="of"/> evaluations reached.</summary>
        private Severity Lasting(int of, int times)
        {
            int[] highest = [.. _severities.TakeLast(of).OrderDescending()];
            return (Severity)Math.Max(0, highest.Length >= times ? highest[times - 1] : (int)Severity.Info);
        }

        private void Remember(int severity)
        {
            _severities.Add(severity);
            if (_severities.Count > ClosesAfter)
            {
                _severities.RemoveAt(0);
            }
        }
    }
}
