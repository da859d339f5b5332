using AppFrag.Correlation;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class TheilSenTests
{
    [Fact]
    public void Of_FourPoints_IsTooFew() => Assert.Null(TheilSen.Of([(0, 1), (1, 2), (2, 3), (3, 4)]));

    [Fact]
    public void Of_PointsAtOneTime_HaveNoSlope() => Assert.Null(TheilSen.Of([.. Enumerable.Range(0, 10).Select(i => (5.0, (double)i))]));

    [Fact]
    public void Of_ALine_IsItsSlope_WithoutWidth()
    {
        TheilSen slope = TheilSen.Of([.. Enumerable.Range(0, 20).Select(i => ((double)i, 3.0 * i))])!.Value;

        Assert.Equal((3.0, 3.0, 3.0), (slope.Slope, slope.Low, slope.High));
    }

    [Fact]
    public void Of_ALineWithOutliers_StaysTheLine()
    {
        TheilSen slope = TheilSen.Of([.. Enumerable.Range(0, 20).Select(i => ((double)i, i % 7 == 3 ? 1e9 : 3.0 * i))])!.Value;

        Assert.InRange(slope.Slope, 2.5, 3.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Of_NoisyPoints_CoversTheTruth_InAboutNineteenOfTwenty(double truth)
    {
        var random = new Random(5);
        int covered = 0;
        const int Runs = 500;
        for (int run = 0; run < Runs; run++)
        {
            TheilSen slope = TheilSen.Of([.. Enumerable.Range(0, 25).Select(i => ((double)i, (truth * i) + (100 * (random.NextDouble() - 0.5))))])!.Value;
            covered += slope.Low <= truth && truth <= slope.High ? 1 : 0;
        }

        Assert.InRange(covered / (double)Runs, 0.92, 1);
    }
}
