using AppFrag.Sources.Host;
using Microsoft.Extensions.Time.Testing;

namespace AppFrag.Agent.Tests.Sources.Host;

public class ColdReadingTests
{
    private readonly FakeTimeProvider _time = new();
    private TimeSpan _cost;
    private int _made;

    private ColdReading<string> Reading() => new(_time, ColdReading<string>.Minute, () =>
    {
        _time.Advance(_cost);
        return $"reading {++_made}";
    });

    [Fact]
    public void Refresh_WithinAMinute_ReadsOnce()
    {
        var reading = Reading();
        Assert.Equal("reading 1", reading.Refresh());

        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("reading 1", reading.Refresh());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("reading 2", reading.Refresh());
    }

    [Fact]
    public void Refresh_ExpensiveReading_TakesAtMostOneTenThousandthOfTheTime()
    {
        _cost = TimeSpan.FromMilliseconds(24);
        var reading = Reading();
        reading.Refresh();

        _time.Advance(TimeSpan.FromSeconds(239));
        Assert.Equal("reading 1", reading.Refresh());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("reading 2", reading.Refresh());
    }

    [Fact]
    public void Refresh_VeryExpensiveReading_IsStillMadeEveryHour()
    {
        _cost = TimeSpan.FromMinutes(1);
        var reading = Reading();
        reading.Refresh();

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("reading 2", reading.Refresh());
    }

    [Fact]
    public void Refresh_Asked_NeedsNoMinute_ButOneHundredthOfTheTimeAtMost()
    {
        _cost = TimeSpan.FromMilliseconds(24);
        var reading = Reading();
        reading.Refresh();

        _time.Advance(TimeSpan.FromSeconds(2.3));
        Assert.Equal("reading 1", reading.Refresh(asked: true));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("reading 2", reading.Refresh(asked: true));
    }

    [Fact]
    public void Refresh_CheapAndAsked_AtMostOnceASecond()
    {
        var reading = Reading();
        reading.Refresh(asked: true);

        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal("reading 1", reading.Refresh(asked: true));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("reading 2", reading.Refresh(asked: true));
    }

    [Fact]
    public void Previous_IsComparedOverAMinuteAtLeast_EvenIfSomebodyKeepsAsking()
    {
        var reading = Reading();
        reading.Refresh();
        Assert.Null(reading.Previous);
        Assert.Null(reading.Interval);

        for (int second = 1; second <= 90; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            reading.Refresh(asked: true);
        }

        Assert.Equal("reading 91", reading.Latest);
        Assert.Equal("reading 61", reading.Previous);
        Assert.Equal(TimeSpan.FromSeconds(30), reading.Interval);
    }
}
