using System.Diagnostics;
using AppFrag.Composition;
using AppFrag.Sources.Requests;

namespace AppFrag.Agent.Tests.Composition;

public sealed class StampingTests : IDisposable
{
    private readonly SpanTracker _tracker = new(new SpanTable(8), "AppFrag");
    private readonly StampingRule _rule = new(cpuBudget: 0.01, TimeSpan.FromSeconds(5));
    private readonly Stamping _stamping;

    public StampingTests() => _stamping = new Stamping(_tracker, _rule);

    public void Dispose() => _tracker.Dispose();

    [Fact]
    public void IsReady_WithFewSpans_StampsAllTheTime_AndLetsABurstBeginAtOnce()
    {
        Assert.False(_stamping.IsReady(isBurstWanted: false, At(1)));
        Assert.True(_tracker.IsStamping);
        Assert.True(_stamping.IsReady(isBurstWanted: true, At(2)));
    }

    [Fact]
    public void IsReady_WithManySpans_StampsForAMoment_BeforeABurstMayBegin()
    {
        ManySpans();
        Assert.False(_stamping.IsReady(isBurstWanted: false, At(1)));
        Assert.False(_tracker.IsStamping);

        Assert.False(_stamping.IsReady(isBurstWanted: true, At(2)));
        Assert.True(_tracker.IsStamping);
        Assert.False(_stamping.IsReady(isBurstWanted: true, At(2.03)));
        Assert.True(_stamping.IsReady(isBurstWanted: true, At(2.06)));

        Assert.False(_stamping.IsReady(isBurstWanted: false, At(3)));
        Assert.False(_tracker.IsStamping);
    }

    [Fact]
    public void IsSpent_WithManySpans_WhenTheyHaveCostTheirShareOfAnInterval()
    {
        ManySpans();
        _stamping.IsReady(isBurstWanted: false, At(1));
        _stamping.IsReady(isBurstWanted: true, At(2));

        // A quarter of 1 % of 5 s is 12.5 ms, at 2 us a span 6,250 spans; there are 40,000 a second.
        Assert.False(_stamping.IsSpent(At(2.15)));
        Assert.True(_stamping.IsSpent(At(2.165)));
    }

    [Fact]
    public void IsSpent_WithFewSpans_IsNever() => Assert.False(_stamping.IsSpent(At(100)));

    [Fact]
    public void Allowance_GrowsWithEachSpanThatIsStamped_AndRestsWithTheStamping()
    {
        Assert.Equal(TimeSpan.Zero, _stamping.Allowance);
        _tracker.Start();
        using (new Activity("stamped").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            Assert.True(_stamping.Allowance >= StampingRule.CostOfSpan);
        }

        _tracker.IsStamping = false;
        TimeSpan before = _stamping.Allowance;
        using var resting = new Activity("not stamped").SetIdFormat(ActivityIdFormat.W3C).Start();
        Assert.Equal(before, _stamping.Allowance);
    }

    private static long At(double seconds) => (long)(seconds * Stopwatch.Frequency);

    private void ManySpans()
    {
        for (int i = 0; i < 40; i++)
        {
            _rule.Account(TimeSpan.FromSeconds(i * 0.25), i * 10_000);
        }
    }
}
