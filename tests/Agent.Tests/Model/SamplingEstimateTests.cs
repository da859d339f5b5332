using AppFrag.Model;

namespace AppFrag.Agent.Tests.Model;

public sealed class SamplingEstimateTests
{
    [Theory]
    [InlineData(24, 4267.145853)]
    [InlineData(85_000, 1.773091942)]
    [InlineData(200_024, 1.165223534)]
    [InlineData(1_048_600, 1.000035704)]
    public void Weight_IsInverseOfChanceToBeSeen(long size, double expected) =>
        Assert.Equal(expected, SamplingEstimate.Weight(size), expected * 1e-8);

    [Fact]
    public void Weight_OfNothing_IsNothing() => Assert.Equal(0, SamplingEstimate.Weight(0));

    [Fact]
    public void Weight_SumsToTheTruth_OverManyDraws()
    {
        // 200,000 objects of mixed sizes, drawn as the runtime draws; fixed seed, 5 sigma.
        var random = new Random(20261122);
        long[] sizes = [120, 4_096, 85_000, 200_024, 524_312];
        double truth = 0;
        double estimate = 0;
        double variance = 0;
        for (int i = 0; i < 200_000; i++)
        {
            long size = sizes[i % sizes.Length];
            truth += size;
            double seen = 1 - Math.Pow(1 - (1 / SamplingEstimate.MeanBytes), size);
            variance += (double)size * size * (1 - seen) / seen;
            if (random.NextDouble() < seen)
            {
                estimate += size * SamplingEstimate.Weight(size);
            }
        }

        Assert.InRange(estimate, truth - (5 * Math.Sqrt(variance)), truth + (5 * Math.Sqrt(variance)));
    }
}
