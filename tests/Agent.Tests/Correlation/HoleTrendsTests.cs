using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class HoleTrendsTests
{
    private const long Mebibyte = 1 << 20;

    [Fact]
    public void Of_GrowingHoles_GivesTheirGrowthPerMinute_AndShareOfTheLimit()
    {
        List<GcSample> samples = [.. Enumerable.Range(0, 12).Select(i => Sample(i, generation: 2, holes: (100 + (10 * i)) * Mebibyte))];

        GenerationTrend loh = HoleTrends.Of(samples, 1000 * Mebibyte).Single(t => t.Name == "loh");

        // A collection every ten seconds.
        Assert.Equal(60 * Mebibyte, loh.BytesPerMinute, 1.0);
        Assert.True(loh.BytesPerMinuteLow > 0);
        Assert.Equal((12, 160 * Mebibyte), (loh.Collections, loh.FragmentedBytes));
        Assert.Equal(0.16, loh.ShareOfLimit!.Value, 1e-6);
    }

    [Fact]
    public void Of_HolesThatSwing_ShowsNoGrowth()
    {
        List<GcSample> samples = [.. Enumerable.Range(0, 12).Select(i => Sample(i, generation: 2, holes: (i % 2 == 0 ? 100 : 300) * Mebibyte))];

        GenerationTrend loh = HoleTrends.Of(samples, 0).Single(t => t.Name == "loh");

        Assert.True(loh.BytesPerMinuteLow <= 0 && loh.BytesPerMinuteHigh >= 0);
        Assert.Null(loh.ShareOfLimit);
    }

    [Fact]
    public void Of_YoungCollections_AreNoEvidence() =>
        Assert.Empty(HoleTrends.Of([.. Enumerable.Range(0, 12).Select(i => Sample(i, generation: i < 4 ? 2 : 1, holes: i * Mebibyte))], 0));

    private static GcSample Sample(int index, int generation, long holes)
    {
        GenerationSizes sizes = default;
        sizes[GenerationSizes.Loh] = new GenerationSize(500 * Mebibyte, holes, 0);
        return new GcSample { Timestamp = index * 10 * Stopwatch.Frequency, Index = index, Generation = generation, Reason = 4, Sizes = sizes };
    }
}
