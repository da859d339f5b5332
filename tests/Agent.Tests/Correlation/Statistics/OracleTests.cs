using AppFrag.Correlation.Statistics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearRegression;
using MathNet.Numerics.Statistics;
using Expected = MathNet.Numerics.Statistics.Correlation;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>The same numbers as MathNet.Numerics, where it has the same function.</summary>
public sealed class OracleTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Ranks_AreAverageRanks(int seed)
    {
        double[] values = WithTies(seed);
        var ranks = new double[values.Length];
        int known = new Ranks(values.Length).Of(values, ranks);

        Assert.Equal(values.Length, known);
        Assert.Equal(ArrayStatistics.RanksInplace([.. values]), ranks);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void At_OfRanks_IsSpearman_AndOfValuesPearson(int seed)
    {
        double[] first = WithTies(seed);
        double[] second = new Simulated(seed + 1000).Autoregressive(0.9);
        var firstRanks = new double[first.Length];
        var secondRanks = new double[first.Length];
        var ranks = new Ranks(first.Length);
        ranks.Of(first, firstRanks);
        ranks.Of(second, secondRanks);

        Assert.Equal(Expected.Spearman(first, second), CrossCorrelation.At(0, firstRanks, secondRanks).R, Tolerance);
        foreach (int lag in new[] { 0, 1, 20 })
        {
            Assert.Equal(Expected.Pearson(first[..^lag], second[lag..]), CrossCorrelation.At(lag, first, second).R, Tolerance);
            Assert.Equal(Expected.Pearson(first[lag..], second[..^lag]), CrossCorrelation.At(-lag, first, second).R, Tolerance);
        }
    }

    [Fact]
    public void At_FarFromZero_KeepsItsDigits()
    {
        // A counter of bytes: 12 digits before what varies.
        double[] bytes = [.. new Simulated(1).White().Select(v => 1e12 + Math.Round(v * 1e6))];
        double[] second = new Simulated(2).White();

        Assert.Equal(Expected.Pearson(bytes.Select(v => v - 1e12), second), CrossCorrelation.At(0, bytes, second).R, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Coefficients_AreThoseOfTheQrDecomposition(int seed)
    {
        var s = new Simulated(seed);
        double[] y = s.Autoregressive(0.97);
        double[][] rows = [.. Enumerable.Range(5, y.Length - 5).Select(t => new[] { 1, s.Normal(), y[t - 1], y[t - 2], y[t - 3], y[t - 4], y[t - 5] })];
        var fit = new LeastSquares(10);
        fit.Reset(7);
        for (int i = 0; i < rows.Length; i++)
        {
            fit.Add(rows[i], y[i + 5]);
        }

        fit.Solve();

        double[] expected = MultipleRegression.QR(rows, y[5..], intercept: false);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], fit.Coefficients[i], Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Residuals_AreThoseOfTheQrDecomposition(int seed)
    {
        var s = new Simulated(seed);
        double[] y = s.Autoregressive(0.9);
        double[] load = s.Autoregressive(0.9);
        var residuals = new double[y.Length];
        int known = new Prewhitening().Residuals(y, takesPast: true, new Loads(load), residuals);

        int first = Prewhitening.Memory;
        double[][] rows =
        [
            .. Enumerable.Range(first, y.Length - first).Select(t => (double[])
            [
                1, t, y[t - 1], y[t - 2], y[t - 3], y[t - 4], y[t - 5], y[(t - 10)..(t - 5)].Average(), y[(t - 20)..(t - 10)].Average(),
                load[t], load[t - 1], load[t - 2], load[t - 3], load[t - 4], load[t - 5],
            ]),
        ];
        double[] coefficients = MultipleRegression.QR(rows, y[first..], intercept: false);
        double deviation = Deviation(y);
        Assert.Equal(rows.Length, known);
        for (int i = 0; i < rows.Length; i++)
        {
            double expected = y[first + i] - rows[i].Zip(coefficients, (x, c) => x * c).Sum();
            Assert.Equal(expected, residuals[first + i] * deviation, Tolerance);
        }
    }

    [Fact]
    public void UpperTail_IsTheNormalDistributions()
    {
        for (double z = -12; z <= 12; z += 0.01)
        {
            double expected = 1 - Normal.CDF(0, 1, z);
            Assert.Equal(z > 0 ? Normal.CDF(0, 1, -z) : expected, NormalDistribution.UpperTail(z), 1e-14);
            if (z > 0)
            {
                Assert.Equal(1, NormalDistribution.UpperTail(z) / Normal.CDF(0, 1, -z), 1e-11);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(-0.35)]
    [InlineData(0.6)]
    public void PValue_IsTheNormalTailOfFishersZ(double rho)
    {
        double z = 0.5 * Math.Log((1 + rho) / (1 - rho));
        double expected = 2 * Normal.CDF(0, Math.Sqrt(1.06 / 297), -Math.Abs(z));

        Assert.Equal(1, CrossCorrelation.PValue(rho, 300) / expected, Tolerance);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.05)]
    [InlineData(1e-3)]
    public void Sidak_IsTheChanceOfOneInMany(double p) =>
        Assert.Equal(1 - Binomial.PMF(p, 41, 0), CrossCorrelation.Sidak(p, 41), Tolerance);

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-12)]
    [InlineData(1e-30)]
    public void Sidak_OfATinyProbability_IsNotRoundedAway(double p) =>
        Assert.Equal(1, CrossCorrelation.Sidak(p, 41) / (41 * p), 1e-5);

    [Fact]
    public void Scale_IsMeanAndDeviation()
    {
        double[] values = new Simulated(3).Autoregressive(0.9);
        Scale scale = Scale.Of(values);

        Assert.Equal(values.Average(), scale.Mean, Tolerance);
        Assert.Equal(Deviation(values), scale.Deviation, Tolerance);
    }

    private static double Deviation(double[] values) => ArrayStatistics.StandardDeviation(values);

    private static double[] WithTies(int seed) => [.. new Simulated(seed).White().Select(v => Math.Round(v, 1))];
}
