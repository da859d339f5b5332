using AppFrag.Model;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;

namespace AppFrag.Composition;

/// <summary>Adds up the samples of a burst by stack, type, heap and route.</summary>
internal static class BurstSums
{
    public static AllocationBurst Of(PendingBurst pending, SpanTable spans, RouteTable routes)
    {
        RawBurst raw = pending.Burst;
        int count = pending.Samples.Count;
        double scale = count > 0 ? (double)(count + raw.Discarded) / count : 1;
        var groups = new Dictionary<(CallStack, string, AllocationKind, RequestRoute?), AllocationGroup>();
        for (int i = 0; i < count; i++)
        {
            AllocationSample sample = pending.Samples[i];
            if (sample.Timestamp < raw.Start || sample.Timestamp > raw.End)
            {
                // Taken while the session was being opened or flushed: not within the observed time.
                continue;
            }

            RequestRoute? route = pending.Spans[i] is { } span && spans.TryGetLabel(span.Root, out SpanLabel label) ? routes.Of(label, raw.End) : null;
            (CallStack, string, AllocationKind, RequestRoute?) key = (sample.Stack, sample.Type, sample.Kind, route);
            if (!groups.TryGetValue(key, out AllocationGroup? group))
            {
                groups[key] = group = new AllocationGroup(sample.Stack, sample.Type, sample.Kind, route);
            }

            group.Add(sample.Size, sample.Weight, scale);
        }

        return new AllocationBurst
        {
            Start = raw.Start,
            End = raw.End,
            RepresentedSeconds = pending.RepresentedSeconds,
            RepresentedBytes = pending.RepresentedBytes,
            Groups = [.. groups.Values],
        };
    }
}

/// <summary>A burst whose requests may not have ended yet.</summary>
/// <param name="Burst">When it was.</param>
/// <param name="Samples">What it gave.</param>
/// <param name="Spans">The span of each sample; <see langword="null"/> when unattributed.</param>
/// <param name="RepresentedSeconds">From the end of the burst before to the end of this one.</param>
/// <param name="RepresentedBytes">What the process allocated in that time.</param>
internal sealed record PendingBurst(RawBurst Burst, IReadOnlyList<AllocationSample> Samples, IReadOnlyList<TrackedSpan?> Spans, double RepresentedSeconds, long RepresentedBytes);
