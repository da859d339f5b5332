using System.Diagnostics;
using AppFrag.Correlation;

namespace AppFrag.Diagnosis;

/// <summary>
/// How the memory that outlives collections of generation 2 goes: median slope with its 95 % interval over all that is
/// remembered and over the later half. Only values after collections of generation 2 count: between them the size says how
/// much garbage there is. Pure.
/// </summary>
internal sealed record LiveTrend
{
    // Heuristics: fewer points have no interval worth the name, less growth is what every service does after its start.
    public const long MinGrowth = 16L << 20;
    private const int MinPoints = 8;
    private const double MinGrowthShare = 0.1;
    private static readonly TimeSpan MinSpan = TimeSpan.FromSeconds(60);

    public required int Points { get; init; }

    public required TimeSpan Span { get; init; }

    public required long FirstBytes { get; init; }

    public required long LastBytes { get; init; }

    /// <summary>Bytes per minute over all points.</summary>
    public required TheilSen All { get; init; }

    /// <summary>Bytes per minute over the later half.</summary>
    public required TheilSen Later { get; init; }

    /// <summary>How even its pace is, see <see cref="Correlation.Steadiness"/>.</summary>
    public required double Steadiness { get; init; }

    /// <summary>The later half grows too, and at least half as fast as the whole: it does not level off.</summary>
    public bool IsSustained => Later.Low > 0 && Later.Slope >= All.Slope / 2;

    /// <summary>It goes up at one pace: what wanders by itself seldom does.</summary>
    public bool IsSteady => Steadiness >= Correlation.Steadiness.Least;

    /// <returns><see langword="null"/> when there is too little to judge, or no growth.</returns>
    public static LiveTrend? Growing(DiagnosisWindow window)
    {
        var points = window.LiveHeap.Count > 0 ? window.LiveHeap : LiveHeapHistory.Of(window.Gc);
        if (points.Count < MinPoints || Stopwatch.GetElapsedTime(points[0].Timestamp, points[^1].Timestamp) is var span && span < MinSpan)
        {
            return null;
        }

        // The cheap question first: the slopes of all pairs are not.
        long growth = points[^1].Bytes - points[0].Bytes;
        if (growth < MinGrowth || growth < points[0].Bytes * MinGrowthShare)
        {
            return null;
        }

        (double X, double Y)[] all = [.. points.Select(point => (Stopwatch.GetElapsedTime(points[0].Timestamp, point.Timestamp).TotalMinutes, (double)point.Bytes))];
        if (TheilSen.Of(all) is not { Low: > 0 } slope || TheilSen.Of(all[Math.Min(all.Length / 2, all.Length - TheilSen.LeastPoints)..]) is not { } later)
        {
            return null;
        }

        return new LiveTrend
        {
            Points = all.Length,
            Span = Stopwatch.GetElapsedTime(points[0].Timestamp, points[^1].Timestamp),
            FirstBytes = points[0].Bytes,
            LastBytes = points[^1].Bytes,
            All = slope,
            Later = later,
            Steadiness = Correlation.Steadiness.Of(all) ?? 0,
        };
    }

    /// <summary>Time until <paramref name="limitBytes"/> at the later pace, soonest to latest by its interval; <see langword="null"/> without a limit or a pace.</summary>
    public (TimeSpan Soonest, TimeSpan Likely, TimeSpan Latest)? TimeTo(long limitBytes)
    {
        if (limitBytes <= 0 || Later.Low <= 0)
        {
            return null;
        }

        double left = Math.Max(0, limitBytes - LastBytes);
        return (Minutes(left / Later.High), Minutes(left / Later.Slope), Minutes(left / Later.Low));

        // A year is as good as never, and still a time span.
        static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(Math.Min(minutes, 365 * 24 * 60));
    }
}
