using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>What is not there cannot be associated, and gaps are not values.</summary>
public sealed class EdgeCaseTests
{
    private readonly PairTest _test = new(Simulated.Length);

    public static TheoryData<string, double[]> Untestable => new()
    {
        { "constant", Filled(7) },
        { "all gaps", Filled(double.NaN) },
        { "infinite", Filled(double.PositiveInfinity) },
        { "one value", [1, .. Enumerable.Repeat(double.NaN, Simulated.Length - 1)] },
        { "too few known", [.. new Simulated(1).White().Select((v, t) => t < SeriesForms.LeastValues - 1 ? v : double.NaN)] },
        { "too few after gaps", [.. new Simulated(1).White().Select((v, t) => t % 3 == 0 ? double.NaN : v)] },
        { "held", [.. Enumerable.Range(0, Simulated.Length).Select(t => (double)(t / 10))] },
        { "seven events", [.. Enumerable.Range(0, Simulated.Length).Select(t => t % 40 == 20 ? 1.0 : 0)] },
        { "one burst", [.. Enumerable.Range(0, Simulated.Length).Select(t => t is > 100 and < 150 ? 1.0 : 0)] },
    };

    [Theory]
    [MemberData(nameof(Untestable))]
    public void Run_OfWhatCannotBeTested_SaysNothing(string what, double[] series)
    {
        foreach (double[] other in new[] { new Simulated(2).White(), new Simulated(2).Bursts(), series })
        {
            Assert.True(_test.Run(series, other, default, out _) is null, what);
            Assert.True(_test.Run(other, series, default, out _) is null, what);
        }
    }

    [Theory]
    [MemberData(nameof(Untestable))]
    public void Run_WithSuchALoad_NeverThrowsAndNeverAlarms(string what, double[] load)
    {
        LaggedEffect? effect = _test.Run(new Simulated(3).White(), new Simulated(4).White(), new Loads(load, Filled(0)), out _);

        Assert.True(effect is null or { P: > 0.05 }, what);
    }

    // A hole of a minute in one and scattered holes in the other: the rest still shows what is there.
    [Fact]
    public void Run_WithGaps_FindsWhatTheRestShows()
    {
        double[] first = new Simulated(5).White();
        double[] second = [.. new Simulated(6).White().Select((v, t) => v + (t >= 2 ? first[t - 2] : 0))];
        for (int t = 100; t < 160; t++)
        {
            first[t] = double.NaN;
        }

        for (int t = 50; t < Simulated.Length; t += 50)
        {
            second[t] = double.NegativeInfinity;
        }

        LaggedEffect effect = _test.Run(first, second, default, out AssociationTest test)!.Value;

        Assert.Equal(AssociationTest.CrossCorrelation, test);
        Assert.Equal(2, effect.Lag);
        Assert.InRange(effect.Effect, 0.5, 0.9);
        Assert.InRange(effect.P, 0, 1e-9);
        Assert.InRange(effect.Count, SeriesForms.LeastValues, Simulated.Length - 60 - Prewhitening.Memory - 2);
    }

    [Fact]
    public void Run_IsTheSameEveryTime()
    {
        double[] first = new Simulated(7).Bursts();
        double[] second = new Simulated(8).Autoregressive(0.9);
        LaggedEffect? once = _test.Run(first, second, default, out _);

        Assert.NotNull(once);
        Assert.Equal(once, _test.Run(first, second, default, out _));
        Assert.Equal(once, new PairTest(Simulated.Length).Run(first, second, default, out _));
    }

    [Fact]
    public void Run_TheOtherWayRound_TurnsTheLag()
    {
        double[] first = new Simulated(9).White();
        double[] second = [.. new Simulated(10).White().Select((v, t) => v + (t >= 4 ? first[t - 4] : 0))];

        Assert.Equal(4, _test.Run(first, second, default, out _)!.Value.Lag);
        Assert.Equal(-4, _test.Run(second, first, default, out _)!.Value.Lag);
    }

    [Fact]
    public void Run_OfASeriesWithItself_IsCertain()
    {
        double[] dense = new Simulated(11).White();
        double[] events = new Simulated(12).Bursts();

        Assert.Equal((1, 0), Rounded(_test.Run(dense, dense, default, out _)));
        Assert.Equal((1, 0), Rounded(_test.Run(events, events, default, out _)));
    }

    [Fact]
    public void Ranks_OfGapsAndTies()
    {
        double[] values = [3, double.NaN, 1, 3, double.PositiveInfinity, 2];
        var ranks = new double[values.Length];

        Assert.Equal(4, new Ranks(values.Length).Of(values, ranks));
        Assert.Equal([3.5, double.NaN, 1, 3.5, double.NaN, 2], ranks);
    }

    [Fact]
    public void EventTrain_OfABurstThatMayHaveBegunInAGap_LeavesItOut()
    {
        var train = new EventTrain(20);
        train.Read([0, 0, 0, 5, 5, 0, 7, 0, 0, 0, 9, double.NaN, 0, 0, 0, double.NaN, 4, 0, 0, 0], 0);

        // 7 comes one second after 5: one burst. 4 may be the end of what went on in the gap.
        Assert.Equal([3, 10], train.Onsets.ToArray());
    }

    [Fact]
    public void LeastSquares_WithAColumnTwice_GivesItNothing()
    {
        var fit = new LeastSquares(3);
        fit.Reset(3);
        for (int t = 0; t < 50; t++)
        {
            fit.Add([1, t, t], 3 + (2 * t));
        }

        fit.Solve();

        Assert.Equal(3, fit.Coefficients[0], 1e-9);
        Assert.Equal(2, fit.Coefficients[1], 1e-9);
        Assert.Equal(0, fit.Coefficients[2]);
    }

    private static (double Effect, double P) Rounded(LaggedEffect? effect) => (Math.Round(effect!.Value.Effect, 6), Math.Round(effect.Value.P, 2));

    private static double[] Filled(double value) => [.. Enumerable.Repeat(value, Simulated.Length)];
}
