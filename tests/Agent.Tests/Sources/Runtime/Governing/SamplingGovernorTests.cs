namespace AppFrag.Agent.Tests.Sources.Runtime.Governing;

public sealed class SamplingGovernorTests
{
    private const double Budget = 0.01;
    private const double Storm = 3.5e9;
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    public static TheoryData<double, double> RatesAndErrors => new()
    {
        // Bytes a second, and how many times dearer a sample truly is than the measured cost.
        { 1e6, 1 }, { 50e6, 1 }, { 200e6, 1 }, { 1e9, 1 }, { Storm, 1 }, { 20e9, 1 }, { 200e6, 3 }, { Storm, 3 }, { 20e9, 3 },
    };

    [Theory]
    [MemberData(nameof(RatesAndErrors))]
    public void Budget_IsHeldInEveryMinute_AtAnyRate(double bytesPerSecond, double error)
    {
        var world = new GovernedWorld(Budget) { BytesPerSecond = _ => bytesPerSecond, CostOfSample = TimeSpan.FromMicroseconds(6) * error };

        world.Run(TenMinutes);

        Assert.InRange(world.DearestMinute(), 0, Budget);
        Assert.InRange(world.LongestBlindness(TenMinutes), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Budget_IsHeld_WhenTheRateJumpsAtRandom(int seed)
    {
        var random = new Random(seed);
        double[] rates = [.. Enumerable.Range(0, 1200).Select(_ => Math.Pow(10, 6 + (4 * random.NextDouble())))];
        var world = new GovernedWorld(Budget, seed) { BytesPerSecond = now => rates[(int)(now.TotalSeconds * 2) % rates.Length] };

        world.Run(TenMinutes);

        Assert.InRange(world.DearestMinute(), 0, Budget);
        Assert.InRange(world.LongestBlindness(TenMinutes), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Storm_ThatBeginsInsideABurst_EndsTheBurstWithinASecond_AndTheBudgetHolds()
    {
        TimeSpan begun = TimeSpan.MaxValue, onset = TimeSpan.MaxValue;
        GovernedWorld world = null!;
        world = new GovernedWorld(Budget)
        {
            BytesPerSecond = now =>
            {
                if (now > TimeSpan.FromSeconds(25) && world.Sampling.IsOpen && begun == TimeSpan.MaxValue)
                {
                    (begun, onset) = (now, now + TimeSpan.FromSeconds(0.1));
                }

                return now < onset ? 10e6 : Storm;
            },
        };

        world.Run(TenMinutes);

        (TimeSpan begin, TimeSpan end, long samples) = world.Bursts.Find(b => b.Begin <= onset && b.End > onset);
        Assert.NotEqual(default, begin);
        Assert.True(end - begin < TimeSpan.FromMilliseconds(450), $"the burst was not cut: {end - begin}");
        Assert.InRange(end - onset, TimeSpan.Zero, TimeSpan.FromMilliseconds(400));
        Assert.InRange(samples, 1, 20_000);
        Assert.InRange(world.DearestMinute(), 0, Budget);
    }

    [Fact]
    public void QuietService_IsSampledAtTheCeiling()
    {
        var world = new GovernedWorld(Budget) { BytesPerSecond = _ => 50e6 };

        world.Run(TimeSpan.FromMinutes(2));

        Assert.InRange(world.Bursts.Count, 23, 25);
        Assert.All(world.Bursts.Skip(1), burst => Assert.InRange(burst.End - burst.Begin, TimeSpan.FromMilliseconds(490), TimeSpan.FromMilliseconds(560)));
    }

    [Fact]
    public void TwoHundredMegabytesASecond_GiveTwoThousandSamplesAMinute_WithinTheBudget()
    {
        var world = new GovernedWorld(Budget) { BytesPerSecond = _ => 200e6 };

        world.Run(TimeSpan.FromMinutes(3));

        Assert.InRange(world.Bursts.Where(b => b.Begin >= TimeSpan.FromMinutes(1) && b.Begin < TimeSpan.FromMinutes(2)).Sum(b => b.Samples), 2_000, 60_000);
    }

    [Theory]
    [InlineData(0.01, 200e6, 600)]
    [InlineData(0.01, 600e6, 600)]
    [InlineData(0.02, 400e6, 1200)]
    public void Burst_EndsWhenItHasSeenEnough_EvenWithCreditLeft(double budget, double bytesPerSecond, long enough)
    {
        var world = new GovernedWorld(budget) { BytesPerSecond = _ => bytesPerSecond };

        world.Run(TimeSpan.FromMinutes(3));

        Assert.InRange(world.Bursts.Count, 35, 36);
        Assert.All(world.Bursts.Skip(1), burst => Assert.InRange(burst.Samples, enough * 0.8, enough * 1.4));
    }

    [Fact]
    public void AgentThatIsDearByItself_StillSeesOneShortBurstAMinute()
    {
        // What is not sampling takes twice the budget: nothing the governor does can help, but it must not make it blind.
        var world = new GovernedWorld(Budget) { BytesPerSecond = _ => Storm, OtherCost = _ => 2 * Budget };

        world.Run(TenMinutes);

        Assert.InRange(world.Bursts.Count, 10, 13);
        Assert.InRange(world.LongestBlindness(TenMinutes), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.InRange(world.Bursts.Sum(b => b.Samples), 10 * 100, 12 * 10_000);
    }

    [Theory]
    [InlineData(200e6, 0.001)]
    [InlineData(200e6, 0.003)]
    [InlineData(Storm, 0.001)]
    public void DearStart_ComesOnTop_AndLeavesNoHole(double bytesPerSecond, double otherCost)
    {
        // Compiling the agent and naming the methods: 0.4 s of CPU in the first two seconds.
        var world = new GovernedWorld(Budget) { BytesPerSecond = _ => bytesPerSecond, OtherCost = now => now < TimeSpan.FromSeconds(2) ? 0.2 : otherCost };

        world.Run(TenMinutes);

        Assert.InRange(world.DearestMinute(), 0, Budget);
        Assert.InRange(world.LongestBlindness(TenMinutes), TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void AfterTheStorm_SamplingIsBackAtTheCeilingWithinAMinute()
    {
        var world = new GovernedWorld(Budget) { BytesPerSecond = now => now < TimeSpan.FromMinutes(3) ? Storm : 10e6 };

        world.Run(TimeSpan.FromMinutes(5));

        Assert.Contains(world.Bursts, b => b.Begin > TimeSpan.FromMinutes(3) && b.Begin < TimeSpan.FromMinutes(4) && b.End - b.Begin > TimeSpan.FromMilliseconds(490));
    }

    [Fact]
    public void LargeBudget_LeavesSamplingAtTheCeiling_WhateverItCosts()
    {
        var world = new GovernedWorld(1) { BytesPerSecond = _ => Storm };

        world.Run(TimeSpan.FromMinutes(1));

        Assert.All(world.Bursts, burst => Assert.InRange(burst.End - burst.Begin, TimeSpan.FromMilliseconds(490), TimeSpan.FromMilliseconds(560)));
        Assert.Equal(12, world.Bursts.Count);
    }
}
