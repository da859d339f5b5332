using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>From the collections of generation 2 in a window to the trend of the holes they left. Pure.</summary>
internal static class HoleTrends
{
    private static readonly (int Index, string Name)[] Generations = [(2, "gen2"), (GenerationSizes.Loh, "loh"), (GenerationSizes.Poh, "poh")];

    /// <param name="gen2">Collections, those of other generations are passed over; in order of time.</param>
    /// <param name="limitBytes">Heap limit; 0 when unknown.</param>
    public static IReadOnlyList<GenerationTrend> Of(IReadOnlyList<GcSample> gen2, long limitBytes)
    {
        List<GcSample> collections = [.. gen2.Where(sample => sample.Generation == 2)];
        var trends = new List<GenerationTrend>();
        foreach ((int index, string name) in Generations)
        {
            List<(double X, double Y)> points =
            [
                .. collections.Select(c => (Stopwatch.GetElapsedTime(collections[0].Timestamp, c.Timestamp).TotalMinutes, (double)c.Sizes[index].FragmentedBytes)),
            ];
            if (TheilSen.Of(points) is { } slope)
            {
                double[] holes = [.. points.Select(p => p.Y).Order()];
                trends.Add(new GenerationTrend
                {
                    Name = name,
                    Collections = points.Count,
                    FragmentedBytes = (long)holes[holes.Length / 2],
                    ShareOfLimit = limitBytes > 0 ? holes[holes.Length / 2] / limitBytes : null,
                    BytesPerMinute = slope.Slope,
                    BytesPerMinuteLow = slope.Low,
                    BytesPerMinuteHigh = slope.High,
                });
            }
        }

        return trends;
    }
}
