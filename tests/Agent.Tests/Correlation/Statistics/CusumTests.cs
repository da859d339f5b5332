using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

public sealed class CusumTests(ITestOutputHelper output)
{
    private const int At = 200;

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    [InlineData(0.97)]
    public void Find_InASeriesThatStays_AlarmsSeldom(double memory)
    {
        double share = Share(s => s.Autoregressive(memory), _ => true);

        output.WriteLine($"AR {memory}: {share:P1}");
        Assert.InRange(share, 0, 0.07);
    }

    [Fact]
    public void Find_InARhythm_AlarmsSeldom() => Assert.InRange(Share(s => s.Following(s.Rhythm(60), 0, 0.5), _ => true), 0, 0.07);

    [Theory]
    [InlineData(1, 0, 0.65)]
    [InlineData(1.5, 0, 0.95)]
    [InlineData(-1.5, 0, 0.95)]
    [InlineData(3, 0.7, 0.85)]
    public void Find_OfANewLevel_SaysWhenAndHowMuch(double height, double memory, double least)
    {
        double share = Share(
            s => [.. s.Autoregressive(memory).Select((v, t) => (v * Math.Sqrt(1 - (memory * memory))) + (t >= At ? height : 0))],
            change => Math.Abs(change.At - At) <= 15 && Math.Abs(change.After - change.Before - height) < 1);

        output.WriteLine($"{height} at AR {memory}: {share:P1}");
        Assert.InRange(share, least, 1);
    }

    [Fact]
    public void Find_OfOneSecondFarOut_IsNoNewLevel()
    {
        double[] values = new Simulated(1).White();
        values[At] = 1e6;

        Assert.Null(new Cusum().Find(values));
    }

    [Fact]
    public void Find_OfWhatIsNotKnown_SaysNothing()
    {
        Assert.Null(new Cusum().Find([]));
        Assert.Null(new Cusum().Find(new double[Simulated.Length]));
        Assert.Null(new Cusum().Find([.. Enumerable.Repeat(double.NaN, Simulated.Length)]));
        Assert.Null(new Cusum().Find([.. new Simulated(1).White().Select((v, t) => t < Cusum.Reference && t % 5 == 0 ? double.NaN : v)]));
    }

    [Fact]
    public void Search_SaysWhichSeriesChanged_AndWhen()
    {
        const int Start = 5_000;
        var s = new Simulated(2);
        var ticks = new TimelineTicks();
        var search = new ChangeSearch();
        int looked = 0;
        for (int t = 0; t < 700; t++)
        {
            ticks.Put(TimelineSeries.PauseTime, Start + t, 0.01 + (0.001 * s.Normal()) + (t >= At ? 0.005 : 0));
            ticks.Put(TimelineSeries.AllocationRate, Start + t, 1e8 + (1e6 * s.Normal()));
            ticks.Put(TimelineSeries.CgroupPressure, Start + t, t >= At && t % 10 == 0 ? 1 : 0);
            if (search.Advance(ticks) && ++looked == 1)
            {
                SeriesChange change = Assert.Single(search.Latest);
                Assert.Equal(TimelineSeries.PauseTime, change.Series);
                Assert.Equal(Start + At, (double)change.Timestamp / System.Diagnostics.Stopwatch.Frequency, 5);
                Assert.Equal(0.005, change.After - change.Before, 0.001);
            }
        }

        Assert.Equal(2, looked);
        Assert.Empty(search.Latest);
    }

    private static double Share(Func<Simulated, double[]> make, Func<LevelChange, bool> isRight) => Trials.Share(() =>
    {
        var cusum = new Cusum();
        return seed => cusum.Find(make(new Simulated(seed))) is { } change && isRight(change);
    }).Share;
}
