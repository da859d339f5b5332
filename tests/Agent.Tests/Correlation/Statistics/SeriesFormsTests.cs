using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

public sealed class SeriesFormsTests
{
    [Fact]
    public void Form_DecidesTheTest()
    {
        var s = new Simulated(1);
        double[] dense = s.White();
        double[] bursts = s.Bursts(0.1);

        Assert.Equal(AssociationTest.CrossCorrelation, TestOf(dense, s.Autoregressive(0.97)));
        Assert.Equal(AssociationTest.EventStudy, TestOf(dense, bursts));
        Assert.Equal(AssociationTest.EventStudy, TestOf(bursts, dense));
        Assert.Equal(AssociationTest.Coincidence, TestOf(bursts, s.Bursts(0.1)));
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    public void Form_AsksForTwoMinutes(int known, bool isEnough)
    {
        double[] values = [.. new Simulated(2).White().Select((v, t) => t < known ? v : double.NaN)];

        Assert.Equal(isEnough ? SeriesForm.Dense : SeriesForm.Unknown, FormOf(values));
    }

    [Fact]
    public void Form_OfARestWithBursts_IsEvents_WhateverItRestsAt()
    {
        double[] values = [.. new Simulated(3).Bursts().Select(v => v + 42)];

        Assert.Equal(SeriesForm.Events, new SeriesForms(Simulated.Length).Of(values, out double rest));
        Assert.Equal(42, rest);
    }

    [Fact]
    public void Form_OfALevelThatIsRenewedNowAndThen_IsHeld() =>
        Assert.Equal(SeriesForm.Held, FormOf([.. Enumerable.Range(0, Simulated.Length).Select(t => (double)(t / 5))]));

    [Fact]
    public void Form_OfOneValue_IsConstant() => Assert.Equal(SeriesForm.Constant, FormOf(new double[Simulated.Length]));

    private static SeriesForm FormOf(double[] values) => new SeriesForms(Simulated.Length).Of(values, out _);

    private static AssociationTest TestOf(double[] first, double[] second)
    {
        Assert.NotNull(new PairTest(Simulated.Length).Run(first, second, default, out AssociationTest test));
        return test;
    }
}
