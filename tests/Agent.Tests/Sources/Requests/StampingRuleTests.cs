using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Sources.Requests;

public sealed class StampingRuleTests
{
    private readonly StampingRule _rule = new(cpuBudget: 0.01, TimeSpan.FromSeconds(5));
    private TimeSpan _now;
    private long _spans;

    [Fact]
    public void Spans_AreStampedAllTheTime_AtARateThatTheBudgetPays()
    {
        Assert.Equal(1250, _rule.Limit, 3);
        Assert.True(_rule.IsAlwaysOn);
        Run(perSecond: 1000, seconds: 60);

        Assert.True(_rule.IsAlwaysOn);
    }

    [Fact]
    public void Spans_AreNot_AtARateThatItDoesNotPay_UntilHalfOfIt()
    {
        Run(perSecond: 2800, seconds: 3);
        Assert.False(_rule.IsAlwaysOn);
        Run(perSecond: 1000, seconds: 60);
        Assert.False(_rule.IsAlwaysOn);
        Run(perSecond: 500, seconds: 5);

        Assert.True(_rule.IsAlwaysOn);
    }

    [Theory]
    [InlineData(2_800, 200, 2_232)]
    [InlineData(20_000, 100, 312)]
    [InlineData(1_000_000, 20, 70)]
    public void ABurst_IsAsLongAsItsSpansMayCost(int perSecond, double lead, double most)
    {
        Run(perSecond, seconds: 20);

        Assert.Equal(lead, _rule.Lead.TotalMilliseconds, 1);
        Assert.Equal(most, _rule.MostAtOnce.TotalMilliseconds, 1.0);
    }

    private void Run(int perSecond, int seconds)
    {
        for (int i = 0; i < seconds * 4; i++)
        {
            _now += TimeSpan.FromSeconds(0.25);
            _spans += perSecond / 4;
            _rule.Account(_now, _spans);
        }
    }
}
