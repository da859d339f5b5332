using AppFrag.Model;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;

namespace AppFrag.Composition;

/// <summary>
/// Adds up the samples of a burst by site, type, heap and route. The sums outlive the burst by minutes, so
/// <see cref="Capped"/> bounds them, whatever the service does: what is left out is added up too, so that totals stay right.
/// </summary>
internal static class BurstSums
{
    /// <summary>Most groups that a burst keeps apart; a site left out of one made less than a 256th of its bytes.</summary>
    public const int MaxGroups = 256;

    /// <summary>All groups of a burst, largest first; as many as there are, at most one a sample.</summary>
    public static IReadOnlyList<AllocationSum> Groups(PendingBurst pending, SpanTable spans, RouteTable routes)
    {
        RawBurst raw = pending.Burst;
        int count = pending.Samples.Count;
        double scale = count > 0 ? (double)(count + raw.Discarded) / count : 1;
        var groups = new Dictionary<(CallStack, string, AllocationKind, RequestRoute?), AllocationGroup>();
        for (int i = 0; i < count; i++)
        {
            AllocationSample sample = pending.Samples[i];
            RequestRoute? route = pending.Roots[i] is { IsNone: false } root && spans.TryGetLabel(root, out SpanLabel label) ? routes.Of(label, raw.End) : null;
            (CallStack, string, AllocationKind, RequestRoute?) key = (sample.Stack, sample.Type, sample.Kind, route);
            if (!groups.TryGetValue(key, out AllocationGroup? group))
            {
                groups[key] = group = new AllocationGroup(sample.Stack, sample.Type, sample.Kind, route);
            }

            group.Add(sample.Size, sample.Weight, scale);
        }

        return [.. BySite(groups.Values).OrderByDescending(sum => sum.Bytes)];
    }

    /// <summary>The largest groups, and of the others one sum for each heap, whose stack is <see cref="CallStack.Others"/>.</summary>
    /// <param name="groups">Largest first.</param>
    public static AllocationSum[] Capped(IReadOnlyList<AllocationSum> groups)
    {
        var others = new Dictionary<AllocationKind, AllocationGroup>();
        foreach (AllocationSum sum in groups.Skip(MaxGroups))
        {
            if (!others.TryGetValue(sum.Kind, out AllocationGroup? rest))
            {
                others[sum.Kind] = rest = new AllocationGroup(CallStack.Others, "", sum.Kind, route: null);
            }

            rest.Add(sum);
        }

        return [.. groups.Take(MaxGroups), .. others.Values.Select(rest => rest.Sum)];
    }

    // A line that is reached in a thousand ways is one site; what has no name yet may get one later, stack by stack.
    private static IEnumerable<AllocationSum> BySite(IEnumerable<AllocationGroup> groups)
    {
        var sites = new Dictionary<(CodeSite, string, AllocationKind, RequestRoute?), AllocationGroup>();
        foreach (AllocationGroup group in groups)
        {
            AllocationSum sum = group.Sum;
            if (sum.Stack.Site is not { } site)
            {
                yield return sum;
            }
            else if (!sites.TryAdd((site, sum.Type, sum.Kind, sum.Route), group))
            {
                sites[(site, sum.Type, sum.Kind, sum.Route)].Add(sum);
            }
        }

        foreach (AllocationGroup group in sites.Values)
        {
            yield return group.Sum;
        }
    }
}
