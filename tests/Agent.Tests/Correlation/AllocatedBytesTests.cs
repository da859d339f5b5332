using System.Diagnostics;
using AppFrag.Correlation;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class AllocatedBytesTests
{
    private const double Rate = 200e6;

    [Fact]
    public void Between_SteadyCount_IsItsRate_WithoutError()
    {
        AllocatedBytes allocated = Between(_ => 0)!.Value;

        Assert.Equal((Rate, 60), (allocated.Rate, allocated.Seconds));
        Assert.Equal(0, allocated.RateError, 1);
    }

    [Theory]
    [InlineData(57, 60)]
    [InlineData(0, 3)]
    [InlineData(20, 24)]
    public void Between_CountThatStoodStill_IsTheRateOfTheLoad_AndSaysWhatItMadeUpFor(double from, double to)
    {
        // As it stood at the beginning of the standstill, until its end.
        AllocatedBytes allocated = Between(at => at > from && at <= to ? (at - from) * Rate : 0, startsLow: from == 0)!.Value;

        Assert.Equal(Rate, allocated.Rate, Rate * 0.01);
        Assert.InRange(Math.Abs(allocated.Rate - Rate), 0, allocated.RateError + 1);
    }

    [Fact]
    public void Between_LoadThatStopsAtTheEnd_IsWithinTheError()
    {
        // Nobody can tell yet whether it is the load or the count that stands still.
        AllocatedBytes allocated = Between(at => at > 56 ? (at - 56) * Rate : 0)!.Value;

        double truth = Rate * 56 / 60;
        Assert.InRange(truth, allocated.Rate - allocated.RateError - 1, allocated.Rate + allocated.RateError + 1);
        Assert.InRange(Rate, allocated.Rate - allocated.RateError - 1, allocated.Rate + allocated.RateError + 1);
    }

    [Fact]
    public void Between_FewerThanTwoReadings_IsUnknown()
    {
        Assert.Null(AllocatedBytes.Between([]));
        Assert.Null(AllocatedBytes.Between([(1, 1)]));
    }

    // A minute of readings, one a second, of a load of 200 MB/s less what is missing.
    private static AllocatedBytes? Between(Func<double, double> missing, bool startsLow = false) => AllocatedBytes.Between(
    [
        .. Enumerable.Range(0, 61).Select(second => (
            (long)(second * (double)Stopwatch.Frequency),
            (long)((1000 + second) * Rate) - (long)(startsLow && second == 0 ? 2 * Rate : missing(second)))),
    ]);
}
