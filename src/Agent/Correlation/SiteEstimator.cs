using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// Adds up sampling bursts to sites with a rate and its 95 % interval. Pure.
/// <para>
/// Each burst stands for the time since the one before it, so a burst that was cut short in a storm weighs as much as its
/// storm did. Where the bytes that the process allocated in all that time are known exactly, only the site's share of them
/// is estimated: a load that comes and goes then costs no accuracy, only a mix that changes does. The error has two
/// sources, the random draw within bursts and what differs from burst to burst; see <see cref="BurstError"/>.
/// </para>
/// </summary>
internal static class SiteEstimator
{
    /// <summary>Sites kept; the rest would be noise by their interval.</summary>
    public const int MaxSites = 50;

    private const int MaxRoutes = 10;

    public static IReadOnlyList<AllocationSite> Sites(IReadOnlyList<AllocationBurst> bursts)
    {
        var error = new BurstError(bursts);
        if (!error.IsObserved)
        {
            return [];
        }

        var sums = new Dictionary<SiteKey, SiteSum>();
        for (int i = 0; i < bursts.Count; i++)
        {
            foreach (AllocationGroup group in bursts[i].Groups)
            {
                CodeSite site = group.Stack.Site ?? Unresolved;
                var key = new SiteKey(site.Method, site.File, site.Line, group.Type, group.Kind);
                if (!sums.TryGetValue(key, out SiteSum? sum))
                {
                    sums[key] = sum = new SiteSum(bursts.Count);
                }

                sum.Add(i, group);
            }
        }

        var totals = new Dictionary<AllocationKind, double>();
        foreach ((SiteKey key, SiteSum sum) in sums)
        {
            totals[key.Kind] = totals.GetValueOrDefault(key.Kind) + error.Expand(sum.BytesByBurst);
        }

        return
        [
            .. sums
                .OrderByDescending(pair => error.Expand(pair.Value.BytesByBurst))
                .Take(MaxSites)
                .Select(pair => Site(pair.Key, pair.Value, error, totals[pair.Key.Kind])),
        ];
    }

    /// <summary>Rate of one kind of heap and the half width of its 95 % interval, bytes per second; <see langword="null"/> without bursts.</summary>
    public static (double Value, double Error)? Rate(IReadOnlyList<AllocationBurst> bursts, AllocationKind kind)
    {
        var error = new BurstError(bursts);
        if (!error.IsObserved)
        {
            return null;
        }

        var sum = new SiteSum(bursts.Count);
        for (int i = 0; i < bursts.Count; i++)
        {
            foreach (AllocationGroup group in bursts[i].Groups)
            {
                if (group.Kind == kind)
                {
                    sum.Add(i, group);
                }
            }
        }

        return error.Rate(sum.BytesByBurst, sum.DrawVarianceByBurst);
    }

    /// <summary>What a stack is called whose methods are not known (yet).</summary>
    internal static CodeSite Unresolved { get; } = new("(unknown method)", null, null, null);

    private static AllocationSite Site(SiteKey key, SiteSum sum, BurstError error, double totalOfKind)
    {
        (double rate, double halfWidth) = error.Rate(sum.BytesByBurst, sum.DrawVarianceByBurst);
        return new AllocationSite
        {
            Method = key.Method,
            File = key.File,
            Line = key.Line,
            Via = sum.Via,
            Type = key.Type,
            Kind = key.Kind,
            BytesPerSecond = rate,
            BytesPerSecondError = halfWidth,
            Share = totalOfKind > 0 ? error.Expand(sum.BytesByBurst) / totalOfKind : 0,
            ObjectSize = (long)(sum.Bytes / sum.Objects),
            Samples = sum.Samples,
            Routes = sum.Routes(MaxRoutes),
        };
    }

    // Not by Via: whether the framework method stands on the stack depends on what the compiler inlined that minute.
    private readonly record struct SiteKey(string Method, string? File, int? Line, string Type, AllocationKind Kind);

    private sealed class SiteSum(int bursts)
    {
        private readonly Dictionary<string, double> _routes = [];
        private double _bytesOfVia;

        public double Bytes { get; private set; }

        /// <summary>The framework method of the largest group.</summary>
        public string? Via { get; private set; }

        public double Objects { get; private set; }

        public long Samples { get; private set; }

        public double[] BytesByBurst { get; } = new double[bursts];

        /// <summary>Variance of <see cref="BytesByBurst"/> from the random draw: Σ s²·(1−q)/q² over samples of size s seen with probability q.</summary>
        public double[] DrawVarianceByBurst { get; } = new double[bursts];

        public void Add(int burst, AllocationGroup group)
        {
            Bytes += group.Bytes;
            Objects += group.Objects;
            Samples += group.Samples;
            BytesByBurst[burst] += group.Bytes;
            DrawVarianceByBurst[burst] += group.DrawVariance;
            if (group.Bytes > _bytesOfVia)
            {
                _bytesOfVia = group.Bytes;
                Via = group.Stack.Site?.Via;
            }

            if (group.Route is { } route)
            {
                _routes[route.Label] = _routes.GetValueOrDefault(route.Label) + group.Bytes;
            }
        }

        public IReadOnlyList<RouteShare> Routes(int max) =>
            [.. _routes.OrderByDescending(r => r.Value).Take(max).Select(r => new RouteShare(r.Key, r.Value / Bytes))];
    }
}
