using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

/// <summary>Many simulated minutes in which the truth is known: how often the 95 % interval covers it, and how far the estimate is off; seeded.</summary>
public sealed class EstimateCoverageTests(ITestOutputHelper output)
{
    private const int Windows = 400;
    private const double Interval = 5;

    public static TheoryData<SimulatedLoad, double, bool> Cases
    {
        get
        {
            var cases = new TheoryData<SimulatedLoad, double, bool>();
            foreach (SimulatedLoad load in Enum.GetValues<SimulatedLoad>())
            {
                foreach (double burst in new[] { 0.05, 0.25, 0.5, 2 })
                {
                    cases.Add(load, burst, true);
                    cases.Add(load, burst, false);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Interval_CoversTheTruth_InNineOfTenMinutes(SimulatedLoad load, double burst, bool totalKnown) =>
        Judge($"{load}, {burst} s of 5 s, total {(totalKnown ? "known" : "unknown")}", new Random(11), random =>
        {
            SimulatedMinute minute = Regular(random, load, burst, totalKnown);
            return (SiteEstimator.Sites(minute.Bursts), minute.RatesToLastBurst);
        });

    /// <summary>
    /// What a busy machine makes of the plan: bursts of any length, down to one that is over before it has begun; some
    /// that do not come at all, and none for up to half of the minute.
    /// </summary>
    [Theory]
    [InlineData(SimulatedLoad.Steady)]
    [InlineData(SimulatedLoad.Bursty)]
    [InlineData(SimulatedLoad.Ramp)]
    [InlineData(SimulatedLoad.OnAndOff)]
    [InlineData(SimulatedLoad.ChangingMix)]
    [InlineData(SimulatedLoad.CatchingUp)]
    public void Interval_OfUnevenBursts_CoversTheTruthOfTheWholeMinute_InNineOfTen(SimulatedLoad load) =>
        Judge($"{load}, uneven bursts", new Random(13), random =>
        {
            var minute = new SimulatedMinute(random, load);
            double last = 30 + (random.NextDouble() * 29);
            for (double at = random.NextDouble() * 4; at < last; at += Interval)
            {
                if (random.NextDouble() < 0.8)
                {
                    minute.Sample(at, 0.5 * Math.Pow(0.01, random.NextDouble()), isTotalKnown: true);
                }
            }

            minute.Sample(last, 0.006, isTotalKnown: true);
            return (SiteEstimator.Sites(minute.Bursts, minute.Allocated), minute.WholeRates);
        });

    [Theory]
    [InlineData(SimulatedLoad.Steady)]
    [InlineData(SimulatedLoad.Bursty)]
    [InlineData(SimulatedLoad.Ramp)]
    [InlineData(SimulatedLoad.OnAndOff)]
    [InlineData(SimulatedLoad.CatchingUp)]
    public void TopSite_AtTheDefaultDuty_IsWithinFivePercent(SimulatedLoad load)
    {
        var random = new Random(12);
        var errors = new List<double>();
        for (int i = 0; i < Windows; i++)
        {
            SimulatedMinute minute = Regular(random, load, 0.5, totalKnown: true);
            Covers(SiteEstimator.Sites(minute.Bursts), "Large", minute.RatesToLastBurst.Large, errors);
        }

        errors.Sort();
        Assert.InRange(errors[Windows * 95 / 100], 0, 0.05);
    }

    private void Judge(string what, Random random, Func<Random, (IReadOnlyList<AllocationSite> Sites, (double Large, double Small) Truth)> simulate)
    {
        int coveredLarge = 0, coveredSmall = 0;
        var errors = new List<double>();
        var widths = new List<double>();
        for (int i = 0; i < Windows; i++)
        {
            (IReadOnlyList<AllocationSite> sites, (double large, double small)) = simulate(random);
            coveredLarge += Covers(sites, "Large", large, errors);
            coveredSmall += Covers(sites, "Small", small, null);
            widths.Add(sites.Where(site => site.Method == "Large").Sum(site => site.BytesPerSecondError) / large);
        }

        errors.Sort();
        widths.Sort();
        output.WriteLine(FormattableString.Invariant(
            $"{what}: large {coveredLarge / (double)Windows:P1}, small {coveredSmall / (double)Windows:P1} covered; error of large: median {errors[Windows / 2]:P1}, 95 % below {errors[Windows * 95 / 100]:P1}; half width: median {widths[Windows / 2]:P1}"));
        Assert.InRange(coveredLarge / (double)Windows, 0.9, 1);
        Assert.InRange(coveredSmall / (double)Windows, 0.9, 1);
    }

    private static SimulatedMinute Regular(Random random, SimulatedLoad load, double burst, bool totalKnown)
    {
        var minute = new SimulatedMinute(random, load);
        for (double at = random.NextDouble() * (Interval - burst); at + burst <= SimulatedMinute.Seconds; at += Interval)
        {
            minute.Sample(at, burst, totalKnown);
        }

        return minute;
    }

    private static int Covers(IReadOnlyList<AllocationSite> sites, string method, double truth, List<double>? errors)
    {
        AllocationSite? site = sites.FirstOrDefault(s => s.Method == method);
        double rate = site?.BytesPerSecond ?? 0;
        errors?.Add(Math.Abs(rate - truth) / truth);
        return Math.Abs(rate - truth) <= (site?.BytesPerSecondError ?? 0) ? 1 : 0;
    }
}
