using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Governing;

namespace AppFrag.Composition;

/// <summary>
/// Opens and ends the bursts of sampling as the governor says, ties samples to spans and sites as they come, and writes
/// <c>gc.large_allocation</c> spans at once. The sums by route wait until the requests have ended, because a route is
/// known at the end.
/// </summary>
internal sealed class AllocationPump(
    AllocationSampler sampler,
    SiteResolver sites,
    SamplingGovernor governor,
    SpanTable spans,
    Stamping stamping,
    Timeline timeline,
    GcMetrics gcMetrics,
    AgentMetrics agentMetrics,
    SpanWriter writer,
    TimeProvider timeProvider)
{
    private static readonly TimeSpan RouteGrace = TimeSpan.FromSeconds(1);

    // While a burst is open: how soon after a storm's onset it can be cut.
    private static readonly TimeSpan CheckWhileBusy = TimeSpan.FromMilliseconds(25);

    // Events arrive in flushes of about this length.
    private static readonly TimeSpan WorkInterval = TimeSpan.FromMilliseconds(200);

    // The rows of a burst can be a large object each time: those of earlier ones are used again.
    private const int MostRowsKept = 8192;

    private readonly Queue<(PendingBurst Pending, OpenBurst Rows)> _pending = [];
    private readonly Stack<OpenBurst> _spare = [];
    private readonly RouteTable _routes = new();
    private readonly List<AllocationSample> _arrived = [];
    private OpenBurst? _open;
    private (int Samples, long Allocated)? _finished;
    private (long End, long Allocated)? _previous;

    /// <summary>How soon <see cref="Advance"/> wants to be called again; <see langword="null"/> when any time will do.</summary>
    public TimeSpan? NextCheck => _open is null ? null : CheckWhileBusy;

    /// <summary>Begins a burst that is due, works up what has come of the open one, ends it when it is time.</summary>
    /// <param name="allocatedBytes">Bytes the process has allocated so far.</param>
    public void Advance(long allocatedBytes)
    {
        if (_open is not { } open)
        {
            if (_finished is { } finished)
            {
                // By now the governor has been told what working up the burst has cost.
                _finished = null;
                governor.End(finished.Samples, finished.Allocated);
            }

            if (stamping.IsReady(governor.MayBegin, timeProvider.GetTimestamp()) && governor.TryBegin())
            {
                Begin(allocatedBytes);
            }

            return;
        }

        if (!sampler.IsEnding && (governor.MustEnd(sampler.Arrived) || stamping.IsSpent(timeProvider.GetTimestamp())))
        {
            sampler.End();
        }

        if (sampler.IsEnding && open.AllocatedAtEnd is null)
        {
            open.AllocatedAtEnd = allocatedBytes;
        }

        if (sampler.TryFinish(_arrived, out RawBurst? raw))
        {
            Finish(open, raw);
        }
        else if (timeProvider.GetElapsedTime(open.WorkedAt) >= WorkInterval)
        {
            open.WorkedAt = timeProvider.GetTimestamp();
            sampler.Take(_arrived);
            Work(open, isLast: false);
        }
    }

    /// <summary>Adds up the bursts whose requests have had time to end.</summary>
    public void Tick()
    {
        while (_pending.TryPeek(out var next) && timeProvider.GetElapsedTime(next.Pending.Burst.End) >= RouteGrace)
        {
            (PendingBurst pending, OpenBurst rows) = _pending.Dequeue();
            IReadOnlyList<AllocationSum> groups = BurstSums.Groups(pending, spans, _routes);
            timeline.Add(new AllocationBurst
            {
                Start = pending.Start,
                End = pending.End,
                RepresentedSeconds = pending.RepresentedSeconds,
                RepresentedBytes = pending.RepresentedBytes,
                Groups = BurstSums.Capped(groups),
            });
            Count(groups, pending.RepresentedBytes);
            Release(rows);
        }
    }

    private void Release(OpenBurst burst)
    {
        if (burst.Samples.Capacity <= MostRowsKept)
        {
            burst.Clear();
            _spare.Push(burst);
        }
    }

    private void Count(IReadOnlyList<AllocationSum> groups, long representedBytes)
    {
        double seen = groups.Sum(g => g.Bytes);
        foreach (IGrouping<(AllocationKind Kind, string? HttpRoute), AllocationSum> sum in groups.GroupBy(g => (g.Kind, g.Route?.HttpRoute)))
        {
            // The total is known; what is estimated is who made how much of it.
            gcMetrics.AddAllocated(sum.Key.Kind, sum.Key.HttpRoute, (long)(sum.Sum(g => g.Bytes) / seen * representedBytes));
        }
    }

    private void Begin(long allocatedBytes)
    {
        if (sampler.TryBegin(governor.MostSamples))
        {
            _open = _spare.TryPop(out OpenBurst? spare) ? spare : new OpenBurst();
            (_open.AllocatedAtBegin, _open.AllocatedAtEnd, _open.WorkedAt) = (allocatedBytes, null, timeProvider.GetTimestamp());
        }
        else
        {
            governor.End(0, 0);
        }
    }

    private void Finish(OpenBurst open, RawBurst? raw)
    {
        Work(open, isLast: true);
        _open = null;
        _finished = (open.Samples.Count, (open.AllocatedAtEnd ?? 0) - open.AllocatedAtBegin);
        if (raw is null)
        {
            Release(open);
            return;
        }

        double observed = Stopwatch.GetElapsedTime(raw.Start, raw.End).TotalSeconds;
        long allocated = open.AllocatedAtEnd ?? open.AllocatedAtBegin;
        (double represented, long representedBytes) = _previous is { } previous
            ? (Stopwatch.GetElapsedTime(previous.End, raw.End).TotalSeconds, allocated - previous.Allocated)
            : (observed, allocated - open.AllocatedAtBegin);
        _previous = (raw.End, allocated);
        agentMetrics.SetDuty(observed / represented);
        _pending.Enqueue((new PendingBurst(raw, open.Samples, open.Roots, represented, representedBytes), open));
    }

    // Spans before names: naming can take a moment, and ended spans do not stay in the table for long.
    private void Work(OpenBurst open, bool isLast)
    {
        int first = open.Samples.Count;
        foreach (AllocationSample sample in _arrived)
        {
            TrackedSpan? span = spans.Find(sample.Stamp, sample.Timestamp);
            if (span is not null && sample.Kind == AllocationKind.Loh)
            {
                open.Unwritten.Add((open.Samples.Count, span));
            }

            open.Samples.Add(sample);
            open.Roots.Add(span?.Root ?? default);
        }

        _arrived.Clear();
        sites.Resolve(isLast ? open.Samples : open.Samples.GetRange(first, open.Samples.Count - first));

        // A span cannot be changed any more once it is written: one whose site may still be named waits for the end.
        open.Unwritten.RemoveAll(one => Write(open.Samples[one.Index], one.Span, isLast));
    }

    private bool Write(in AllocationSample sample, TrackedSpan span, bool isLast)
    {
        if (sample.Stack.Site is null && !isLast)
        {
            return false;
        }

        writer.WriteLargeAllocation(span, sample, sample.Stack.Site);
        return true;
    }

    private sealed class OpenBurst
    {
        public long AllocatedAtBegin { get; set; }

        public long WorkedAt { get; set; }

        public long? AllocatedAtEnd { get; set; }

        public List<AllocationSample> Samples { get; } = [];

        /// <summary>Of each sample; see <see cref="PendingBurst.Roots"/>.</summary>
        public List<SpanPlace> Roots { get; } = [];

        /// <summary>Samples that are to become spans, below the span that they were made by.</summary>
        public List<(int Index, TrackedSpan Span)> Unwritten { get; } = [];

        public void Clear()
        {
            Samples.Clear();
            Roots.Clear();
            Unwritten.Clear();
        }
    }
}
