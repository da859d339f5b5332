using AppFrag.Sources.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace AppFrag.Agent.Tests.Sources.Runtime;

public sealed class NamingRationTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly NamingRation _ration;

    public NamingRationTests() => _ration = new NamingRation(_time);

    [Fact]
    public void TryTake_TwiceAtOnce_GivesOne()
    {
        Assert.True(_ration.TryTake());
        Assert.False(_ration.TryTake());
    }

    [Fact]
    public void TryTake_EverySecondForTenMinutes_GivesSixAndThenTwoAMinute()
    {
        int taken = 0;
        for (int second = 0; second <= 600; second++)
        {
            taken += _ration.TryTake() ? 1 : 0;
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(taken, NamingRation.Most + 19, NamingRation.Most + 20);
    }

    [Fact]
    public void TryTake_AfterALongRest_GivesNoMoreThanTheMost()
    {
        _ration.TryTake();
        _time.Advance(TimeSpan.FromDays(1));

        int taken = 0;
        for (int i = 0; i < 20; i++)
        {
            taken += _ration.TryTake() ? 1 : 0;
            _time.Advance(NamingRation.ShortestPause);
        }

        Assert.Equal(NamingRation.Most, taken);
    }

    [Fact]
    public void TryTake_BeyondTheBudget_GivesNone_AndCostsNothing()
    {
        bool isAffordable = false;
        int asked = 0;
        var ration = new NamingRation(_time, () =>
        {
            asked++;
            return isAffordable;
        });
        for (int i = 0; i < 100; i++)
        {
            Assert.False(ration.TryTake());
            _time.Advance(NamingRation.ShortestPause);
        }

        isAffordable = true;
        int taken = 0;
        for (int i = 0; i < NamingRation.Most; i++)
        {
            taken += ration.TryTake() ? 1 : 0;
            _time.Advance(NamingRation.ShortestPause);
        }

        Assert.Equal(NamingRation.Most, taken);
        Assert.Equal(100 + NamingRation.Most, asked);
    }
}
