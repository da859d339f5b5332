using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// Adds up sampling bursts to sites with a rate and its 95 % interval. Pure.
/// <para>
/// Where the bytes that the process allocated in the window are known exactly, only the site's share of them is estimated:
/// a load that comes and goes then costs no accuracy, also where no burst saw it; only a mix that changes does. See
/// <see cref="BurstEstimate"/>.
/// </para>
/// </summary>
internal static class SiteEstimator
{
    /// <summary>Sites kept; the rest would be noise by their interval.</summary>
    public const int MaxSites = 50;

    private const int MaxRoutes = 10;

    /// <param name="bursts">Bursts of the window.</param>
    /// <param name="allocated">What the process allocated in the window; <see langword="null"/> when only the bursts say so.</param>
    /// <param name="isWanted">Kinds of heap that are listed; <see langword="null"/> for all.</param>
    public static IReadOnlyList<AllocationSite> Sites(IReadOnlyList<AllocationBurst> bursts, AllocatedBytes? allocated = null, Func<AllocationKind, bool>? isWanted = null)
    {
        var estimate = new BurstEstimate(bursts, allocated);
        if (!estimate.IsObserved)
        {
            return [];
        }

        var ofKind = new Dictionary<AllocationKind, double>();
        return
        [
            .. Sums(bursts)
                .Where(pair => isWanted?.Invoke(pair.Key.Kind) != false)
                .Select(pair => (pair.Key, Sum: pair.Value, Rate: estimate.Rate(pair.Value.Seen)))
                .OrderByDescending(site => site.Rate.Value)
                .Take(MaxSites)
                .Select(site => Site(site.Key, site.Sum, site.Rate, OfKind(site.Key.Kind))),
        ];

        double OfKind(AllocationKind kind)
        {
            if (!ofKind.TryGetValue(kind, out double rate))
            {
                ofKind[kind] = rate = estimate.Rate(estimate.Seen(group => group.Kind == kind)).Value;
            }

            return rate;
        }
    }

    /// <summary>Rate of one kind of heap and the half width of its 95 % interval, bytes per second; <see langword="null"/> without bursts.</summary>
    /// <inheritdoc cref="Sites" path="/param"/>
    public static (double Value, double Error)? Rate(IReadOnlyList<AllocationBurst> bursts, AllocationKind kind, AllocatedBytes? allocated = null)
    {
        var estimate = new BurstEstimate(bursts, allocated);
        return estimate.IsObserved ? estimate.Rate(estimate.Seen(group => group.Kind == kind)) : null;
    }

    /// <summary>What a stack is called whose methods are not known (yet).</summary>
    internal static CodeSite Unresolved { get; } = new("(unknown method)", null, null, null);

    private static Dictionary<SiteKey, SiteSum> Sums(IReadOnlyList<AllocationBurst> bursts)
    {
        var sums = new Dictionary<SiteKey, SiteSum>();
        for (int i = 0; i < bursts.Count; i++)
        {
            // What is not kept apart is no site, but counts in the totals.
            foreach (AllocationSum group in bursts[i].Groups.Where(group => group.Stack != CallStack.Others))
            {
                CodeSite site = group.Stack.Site ?? Unresolved;
                var key = new SiteKey(site.Method, site.Member, site.File, site.Line, group.Type, group.Kind);
                if (!sums.TryGetValue(key, out SiteSum? sum))
                {
                    sums[key] = sum = new SiteSum(bursts.Count);
                }

                sum.Add(i, group);
            }
        }

        return sums;
    }

    private static AllocationSite Site(SiteKey key, SiteSum sum, (double Value, double Error) rate, double ofKind) => new()
    {
        Method = key.Method,
        Member = key.Member,
        File = key.File,
        ProjectFile = sum.ProjectFile,
        Line = key.Line,
        Via = sum.Via,
        Type = key.Type,
        Kind = key.Kind,
        BytesPerSecond = rate.Value,
        BytesPerSecondError = rate.Error,

        // Each is an estimate of its own: a site that is nearly all of a kind may come out above it.
        Share = ofKind > 0 ? Math.Min(1, rate.Value / ofKind) : 0,
        ObjectSize = (long)(sum.Seen.Sum / sum.Objects),
        Sizes = sum.Sizes,
        Samples = sum.Samples,
        Routes = sum.Routes(MaxRoutes),
    };

    // Not by Via: whether the framework method stands on the stack depends on what the compiler inlined that minute.
    private readonly record struct SiteKey(string Method, string? Member, string? File, int? Line, string Type, AllocationKind Kind);

    private sealed class SiteSum(int bursts)
    {
        private readonly Dictionary<string, double> _routes = [];
        private double _bytesOfVia;
        private double _sizeSquares;
        private long _smallest = long.MaxValue;
        private long _largest;

        public SeenBytes Seen { get; } = new(bursts);

        /// <summary>The framework method of the largest group.</summary>
        public string? Via { get; private set; }

        public string? ProjectFile { get; private set; }

        public double Objects { get; private set; }

        public long Samples { get; private set; }

        public ObjectSizes Sizes => new(_smallest, _largest, Math.Sqrt(Math.Max(0, (_sizeSquares / Objects) - Math.Pow(Seen.Sum / Objects, 2))));

        public void Add(int burst, in AllocationSum group)
        {
            Seen.Add(burst, group);
            Objects += group.Objects;
            Samples += group.Samples;
            _sizeSquares += group.SizeSquares;
            _smallest = Math.Min(_smallest, group.Smallest);
            _largest = Math.Max(_largest, group.Largest);
            ProjectFile ??= group.Stack.Site?.ProjectFile;
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
            [.. _routes.OrderByDescending(r => r.Value).Take(max).Select(r => new RouteShare(r.Key, r.Value / Seen.Sum))];
    }
}
