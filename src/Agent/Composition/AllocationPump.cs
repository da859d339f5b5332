using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;

namespace AppFrag.Composition;

/// <summary>
/// Opens a burst of sampling when one is due, ties its samples to spans and sites, and writes <c>gc.large_allocation</c>
/// spans at once. The sums by route wait until the requests have ended, because a route is known at the end.
/// </summary>
internal sealed class AllocationPump(
    AllocationSampler sampler,
    SiteResolver sites,
    SpanTable spans,
    Timeline timeline,
    GcMetrics gcMetrics,
    AgentMetrics agentMetrics,
    SpanWriter writer,
    AppFragOptions options,
    TimeProvider timeProvider)
{
    private static readonly TimeSpan RouteGrace = TimeSpan.FromSeconds(1);

    private readonly Queue<PendingBurst> _pending = [];
    private readonly RouteTable _routes = new();
    private long? _previousStart;
    private long? _previousEnd;

    /// <summary>Time until the next burst is due; zero when it is.</summary>
    public TimeSpan UntilDue
    {
        get
        {
            if (_previousStart is not { } start)
            {
                return TimeSpan.Zero;
            }

            TimeSpan left = options.SamplingInterval - timeProvider.GetElapsedTime(start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Burst(ManualResetEventSlim stop)
    {
        long? previousStart = _previousStart;
        _previousStart = timeProvider.GetTimestamp();
        if (sampler.Run(options.SamplingBurst, stop) is not { } burst)
        {
            return;
        }

        double observed = Stopwatch.GetElapsedTime(burst.Start, burst.End).TotalSeconds;
        double interval = previousStart is { } from ? Stopwatch.GetElapsedTime(from, burst.Start).TotalSeconds : observed;
        agentMetrics.SetDuty(Math.Min(1, observed / Math.Max(interval, observed)));

        // Spans before names: naming can take a moment, and ended spans do not stay in the table for long.
        TrackedSpan?[] attributed = Attribute(burst.Samples);
        sites.Resolve(burst.Samples);
        for (int i = 0; i < attributed.Length; i++)
        {
            if (attributed[i] is { } span && burst.Samples[i] is { Kind: AllocationKind.Loh } sample)
            {
                writer.WriteLargeAllocation(span, sample, sample.Stack.Site);
            }
        }

        double represented = _previousEnd is { } end ? Stopwatch.GetElapsedTime(end, burst.End).TotalSeconds : observed;
        _previousEnd = burst.End;
        _pending.Enqueue(new PendingBurst(burst, attributed, represented));
    }

    /// <summary>Adds up the bursts whose requests have had time to end.</summary>
    public void Tick()
    {
        while (_pending.TryPeek(out PendingBurst? pending) && timeProvider.GetElapsedTime(pending.Raw.End) >= RouteGrace)
        {
            _pending.Dequeue();
            AllocationBurst burst = Sum(pending);
            timeline.Add(burst);
            foreach (IGrouping<(AllocationKind Kind, string? HttpRoute), AllocationGroup> sum in burst.Groups.GroupBy(g => (g.Kind, g.Route?.HttpRoute)))
            {
                double perSecond = sum.Sum(g => g.Bytes) / burst.ObservedSeconds;
                gcMetrics.AddAllocated(sum.Key.Kind, sum.Key.HttpRoute, (long)(perSecond * pending.RepresentedSeconds));
            }
        }
    }

    private TrackedSpan?[] Attribute(IReadOnlyList<AllocationSample> samples)
    {
        var attributed = new TrackedSpan?[samples.Count];
        for (int i = 0; i < attributed.Length; i++)
        {
            attributed[i] = spans.Find(samples[i].Stamp, samples[i].Timestamp);
        }

        return attributed;
    }

    private AllocationBurst Sum(PendingBurst pending)
    {
        RawBurst raw = pending.Raw;
        double scale = raw.Samples.Count > 0 ? (double)(raw.Samples.Count + raw.Discarded) / raw.Samples.Count : 1;
        var groups = new Dictionary<(CallStack, string, AllocationKind, RequestRoute?), AllocationGroup>();
        for (int i = 0; i < raw.Samples.Count; i++)
        {
            AllocationSample sample = raw.Samples[i];
            if (sample.Timestamp < raw.Start || sample.Timestamp > raw.End)
            {
                // Taken while the session was being opened or flushed: not within the observed time.
                continue;
            }

            RequestRoute? route = pending.Spans[i] is { } span ? _routes.Of(span.Root, raw.End) : null;
            (CallStack, string, AllocationKind, RequestRoute?) key = (sample.Stack, sample.Type, sample.Kind, route);
            if (!groups.TryGetValue(key, out AllocationGroup? group))
            {
                groups[key] = group = new AllocationGroup(sample.Stack, sample.Type, sample.Kind, route);
            }

            group.Add(sample.Size, scale);
        }

        return new AllocationBurst { Start = raw.Start, End = raw.End, Groups = [.. groups.Values] };
    }

    private sealed record PendingBurst(RawBurst Raw, TrackedSpan?[] Spans, double RepresentedSeconds);
}
