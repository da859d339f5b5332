using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Diagnosis;

/// <summary>A <see cref="LiveTrend"/> in sentences and numbers.</summary>
internal static class GrowthText
{
    public static string Of(LiveTrend trend) =>
        $"What outlives collections of generation 2 grew from {Quantity.Bytes(trend.FirstBytes)} to {Quantity.Bytes(trend.LastBytes)} in {Quantity.Span(trend.Span)}, {Pace(trend.All)} over {trend.Points} points in time. Reported from {Quantity.Bytes(LiveTrend.MinGrowth)} on: a heuristic.";

    public static string Pace(string when, TheilSen slope) => $"{when}: {Pace(slope)}.";

    public static string Limit(LiveTrend trend, long limitBytes) => trend.TimeTo(limitBytes) is { } left
        ? $"At this pace the heap limit of {Quantity.Bytes(limitBytes)} is reached in {Quantity.Span(left.Likely)} ({Quantity.Span(left.Soonest)} to {Quantity.Span(left.Latest)})."
        : "How far the limit is away is unknown.";

    /// <summary>The command that writes one heap dump; <see langword="null"/> when the process is not known.</summary>
    public static string? Dump(DiagnosisWindow window) => window.ProcessId is { } id ? FormattableString.Invariant($"dotnet-gcdump collect -p {id}") : null;

    public static IReadOnlyList<FindingNumber> Numbers(LiveTrend trend, long limitBytes)
    {
        List<FindingNumber> numbers =
        [
            new("heap.live", trend.LastBytes, "By"),
            Rate("heap.live.growth", trend.All),
            Rate("heap.live.growth.later", trend.Later),
            new("heap.live.watched", trend.Span.TotalSeconds, "s"),
        ];
        if (limitBytes > 0)
        {
            numbers.Add(new FindingNumber("heap.live_of_limit", (double)trend.LastBytes / limitBytes, "1"));
        }

        if (trend.TimeTo(limitBytes) is { } left)
        {
            numbers.Add(new FindingNumber("heap.time_to_limit", left.Likely.TotalSeconds, "s") { Low = left.Soonest.TotalSeconds, High = left.Latest.TotalSeconds });
        }

        return numbers;
    }

    private static FindingNumber Rate(string name, TheilSen slope) => new(name, slope.Slope / 60, "By/s") { Low = slope.Low / 60, High = slope.High / 60 };

    private static string Pace(TheilSen slope) => $"{Signed(slope.Slope)} a minute (95 % interval {Signed(slope.Low)} to {Signed(slope.High)})";

    private static string Signed(double bytes) => (bytes < 0 ? "-" : "+") + Quantity.Bytes(Math.Abs(bytes));
}
