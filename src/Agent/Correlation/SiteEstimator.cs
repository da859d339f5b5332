using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// Adds up sampling bursts to sites with a rate and its 95 % interval. Pure.
/// <para>
/// The rate is the estimated bytes over the time that was observed. Its error comes from two sources, which one burst
/// cannot tell apart: the draw within a burst and the change of load between bursts. The spread of the bursts' own rates
/// holds both, so with at least three bursts the interval is Student's t on it; below that it is the draw alone.
/// </para>
/// </summary>
internal static class SiteEstimator
{
    /// <summary>Sites kept; the rest would be noise by their interval.</summary>
    public const int MaxSites = 50;

    private const int MaxRoutes = 10;

    // Student's t, 97.5 % quantile, by degrees of freedom 1 … 30; 1.96 beyond is within 3 %.
    private static readonly double[] StudentT =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    public static IReadOnlyList<AllocationSite> Sites(IReadOnlyList<AllocationBurst> bursts)
    {
        double observed = bursts.Sum(b => b.ObservedSeconds);
        if (observed <= 0)
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
            totals[key.Kind] = totals.GetValueOrDefault(key.Kind) + sum.Bytes;
        }

        return
        [
            .. sums
                .OrderByDescending(pair => pair.Value.Bytes)
                .Take(MaxSites)
                .Select(pair => new AllocationSite
                {
                    Method = pair.Key.Method,
                    File = pair.Key.File,
                    Line = pair.Key.Line,
                    Via = pair.Value.Via,
                    Type = pair.Key.Type,
                    Kind = pair.Key.Kind,
                    BytesPerSecond = pair.Value.Bytes / observed,
                    BytesPerSecondError = HalfWidth(pair.Value.BytesByBurst, bursts, pair.Value.DrawVariance, observed),
                    Share = totals[pair.Key.Kind] > 0 ? pair.Value.Bytes / totals[pair.Key.Kind] : 0,
                    ObjectSize = (long)(pair.Value.Bytes / pair.Value.Objects),
                    Samples = pair.Value.Samples,
                    Routes = pair.Value.Routes(MaxRoutes),
                }),
        ];
    }

    /// <summary>Rate of one kind of heap and the half width of its 95 % interval, bytes per second; <see langword="null"/> without bursts.</summary>
    public static (double Value, double Error)? Rate(IReadOnlyList<AllocationBurst> bursts, AllocationKind kind)
    {
        double observed = bursts.Sum(b => b.ObservedSeconds);
        if (observed <= 0)
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

        return (sum.Bytes / observed, HalfWidth(sum.BytesByBurst, bursts, sum.DrawVariance, observed));
    }

    /// <summary>What a stack is called whose methods are not known (yet).</summary>
    internal static CodeSite Unresolved { get; } = new("(unknown method)", null, null, null);

    private static double HalfWidth(double[] bytes, IReadOnlyList<AllocationBurst> bursts, double drawVariance, double observed)
    {
        double draw = 1.96 * Math.Sqrt(drawVariance) / observed;
        int n = bytes.Length;
        if (n < 3)
        {
            return draw;
        }

        // Ratio estimator: residuals from the common rate, so that bursts of unequal length weigh as they should.
        double rate = bytes.Sum() / observed;
        double squares = 0;
        for (int i = 0; i < n; i++)
        {
            double residual = bytes[i] - (rate * bursts[i].ObservedSeconds);
            squares += residual * residual;
        }

        double spread = Math.Sqrt(squares / (n - 1) * n) / observed;
        double t = n - 1 <= StudentT.Length ? StudentT[n - 2] : 1.96;
        return Math.Max(draw, t * spread);
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

        /// <summary>Variance of <see cref="Bytes"/> from the random draw: Σ s²·(1−q)/q² over samples of size s seen with probability q.</summary>
        public double DrawVariance { get; private set; }

        public double[] BytesByBurst { get; } = new double[bursts];

        public void Add(int burst, AllocationGroup group)
        {
            Bytes += group.Bytes;
            Objects += group.Objects;
            Samples += group.Samples;
            DrawVariance += group.DrawVariance;
            BytesByBurst[burst] += group.Bytes;
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
