using AppFrag.Sources.Runtime.Governing;

namespace AppFrag.Agent.Tests.Sources.Runtime.Governing;

public sealed class GcGovernorTests
{
    private const double Budget = 0.01;
    private const double Storm = 480;

    [Fact]
    public void Storm_TurnsToPollingWithinASecond_AndTheBudgetHolds()
    {
        TimeSpan onset = TimeSpan.FromSeconds(30);
        var world = new GovernedWorld(Budget) { CollectionsPerSecond = now => now < onset ? 2 : Storm, BytesPerSecond = now => now < onset ? 10e6 : 3.5e9 };

        world.Run(TimeSpan.FromMinutes(5));

        Assert.Equal([GcMode.Events, GcMode.Polling], world.Modes.Select(m => m.Mode));
        Assert.InRange(world.Modes[1].At - onset, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(world.DearestMinute(), 0, Budget);
        Assert.InRange(world.LongestBlindness(TimeSpan.FromMinutes(5)), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void AfterTheStorm_EventsAreBack_AfterTheCalm()
    {
        TimeSpan end = TimeSpan.FromSeconds(60);
        var world = new GovernedWorld(Budget) { CollectionsPerSecond = now => now < end ? Storm : 2 };

        world.Run(TimeSpan.FromMinutes(2));

        Assert.Equal(GcMode.Events, world.Modes[^1].Mode);
        Assert.InRange(world.Modes[^1].At - end, GcGovernor.Calm, GcGovernor.Calm + TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(125)]
    [InlineData(150)]
    public void RateAboutTheLimit_DoesNotFlap(double mean)
    {
        // Half a minute above, half a minute below, and noise on both.
        var random = new Random(3);
        double[] noise = [.. Enumerable.Range(0, 10_000).Select(_ => 0.7 + (0.6 * random.NextDouble()))];
        var world = new GovernedWorld(Budget) { CollectionsPerSecond = now => mean * noise[(int)(now.TotalSeconds * 10) % noise.Length] };

        world.Run(TimeSpan.FromMinutes(10));

        Assert.InRange(world.Modes.Count, 1, 2);
    }

    [Fact]
    public void FastAlternation_ChangesTheModeNotMoreThanOnceInTenSeconds()
    {
        var world = new GovernedWorld(Budget) { CollectionsPerSecond = now => (int)now.TotalSeconds % 2 == 0 ? Storm : 0 };

        world.Run(TimeSpan.FromMinutes(10));

        Assert.Equal(2, world.Modes.Count);
    }

    [Fact]
    public void Polling_LooksAtLeastOnceAMinute_EvenWithoutCredit()
    {
        var world = new GovernedWorld(Budget) { CollectionsPerSecond = _ => Storm, OtherCost = _ => 2 * Budget };

        world.Run(TimeSpan.FromMinutes(10));

        Assert.InRange(world.Looks.Count, 9, 12);
    }

    [Fact]
    public void Polling_WithCredit_LooksFourTimesAMinute()
    {
        var world = new GovernedWorld(Budget) { CollectionsPerSecond = _ => Storm };

        world.Run(TimeSpan.FromMinutes(5));

        Assert.InRange(world.Looks.Count, 15, 20);
    }

    [Fact]
    public void ManyHeaps_DropTheirDetailFirst()
    {
        var governor = new GcGovernor(Budget, heaps: 64);
        for (int i = 0; i <= 20; i++)
        {
            governor.Account(TimeSpan.FromSeconds(i), i * 30);
        }

        Assert.Equal(GcMode.Pauses, governor.Mode);
    }
}
