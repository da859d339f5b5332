using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

/// <summary>
/// Many simulated minutes in which the truth is known: how often the 95 % interval covers it, and how far the estimate
/// is off. Two sites, one of 200 kB arrays with two thirds of the bytes, one of small objects; seeded.
/// </summary>
public sealed class EstimateCoverageTests(ITestOutputHelper output)
{
    private const int Windows = 400;
    private const int Seconds = 60;
    private const int SlotsPerSecond = 20;
    private const double Mean = 200e6;
    private const long LargeSize = 200_024;
    private const long SmallSize = 224;

    private static readonly CallStack Large = new([1]) { Site = new CodeSite("Large", "L.cs", 1, null) };
    private static readonly CallStack Small = new([2]) { Site = new CodeSite("Small", "S.cs", 2, null) };

    /// <summary>How the load goes: rate and share of the large site at each slot of a twentieth of a second.</summary>
    public enum Load
    {
        Steady,
        Bursty,
        Ramp,
        OnAndOff,
        ChangingMix,
    }

    public static TheoryData<Load, double, bool> Cases
    {
        get
        {
            var cases = new TheoryData<Load, double, bool>();
            foreach (Load load in Enum.GetValues<Load>())
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
    public void Interval_CoversTheTruth_InNineOfTenMinutes(Load load, double burst, bool totalKnown)
    {
        var random = new Random(11);
        int coveredLarge = 0, coveredSmall = 0;
        var errors = new List<double>();
        for (int i = 0; i < Windows; i++)
        {
            (List<AllocationBurst> bursts, double large, double small) = Minute(random, load, burst, totalKnown);
            IReadOnlyList<AllocationSite> sites = SiteEstimator.Sites(bursts);
            coveredLarge += Covers(sites, "Large", large, errors);
            coveredSmall += Covers(sites, "Small", small, null);
        }

        errors.Sort();
        output.WriteLine(FormattableString.Invariant(
            $"{load}, {burst} s of 5 s, total {(totalKnown ? "known" : "unknown")}: large {coveredLarge / (double)Windows:P1}, small {coveredSmall / (double)Windows:P1} covered; error of large: median {errors[Windows / 2]:P1}, 95 % below {errors[Windows * 95 / 100]:P1}"));
        Assert.InRange(coveredLarge / (double)Windows, 0.9, 1);
        Assert.InRange(coveredSmall / (double)Windows, 0.9, 1);
    }

    [Theory]
    [InlineData(Load.Steady)]
    [InlineData(Load.Bursty)]
    [InlineData(Load.Ramp)]
    [InlineData(Load.OnAndOff)]
    public void TopSite_AtTheDefaultDuty_IsWithinFivePercent(Load load)
    {
        var random = new Random(12);
        var errors = new List<double>();
        for (int i = 0; i < Windows; i++)
        {
            (List<AllocationBurst> bursts, double large, _) = Minute(random, load, 0.5, totalKnown: true);
            Covers(SiteEstimator.Sites(bursts), "Large", large, errors);
        }

        errors.Sort();
        Assert.InRange(errors[Windows * 95 / 100], 0, 0.05);
    }

    private static int Covers(IReadOnlyList<AllocationSite> sites, string method, double truth, List<double>? errors)
    {
        AllocationSite? site = sites.FirstOrDefault(s => s.Method == method);
        double rate = site?.BytesPerSecond ?? 0;
        errors?.Add(Math.Abs(rate - truth) / truth);
        return Math.Abs(rate - truth) <= (site?.BytesPerSecondError ?? 0) ? 1 : 0;
    }

    private static (List<AllocationBurst> Bursts, double Large, double Small) Minute(Random random, Load load, double burst, bool totalKnown)
    {
        var large = new double[Seconds * SlotsPerSecond];
        var small = new double[Seconds * SlotsPerSecond];
        double level = 0;
        double phase = random.NextDouble() * 20;
        for (int i = 0; i < large.Length; i++)
        {
            double at = (double)i / SlotsPerSecond;
            level = (0.95 * level) + (0.3 * Gauss(random));
            double factor = load switch
            {
                Load.Bursty => Math.Exp(level * 0.5),
                Load.Ramp => 0.2 + (at / 40),
                Load.OnAndOff => (at + phase) % 13 < 5 ? 2.5 : 0.1,
                _ => 1,
            };
            double share = load == Load.ChangingMix ? 0.667 + (0.2 * Math.Sin((at + phase) / 3)) : 0.667;
            double bytes = Mean * factor / SlotsPerSecond;
            large[i] = bytes * share;
            small[i] = bytes * (1 - share);
        }

        var bursts = new List<AllocationBurst>();
        int length = Math.Max(1, (int)(burst * SlotsPerSecond));
        double offset = random.NextDouble() * (5 - burst);
        int previousEnd = 0;
        for (double at = offset; at + burst <= Seconds; at += 5)
        {
            int first = (int)(at * SlotsPerSecond);
            var ofLarge = new AllocationGroup(Large, "System.Byte[]", AllocationKind.Loh, null);
            var ofSmall = new AllocationGroup(Small, "System.String", AllocationKind.Soh, null);
            double part = burst / ((double)length / SlotsPerSecond);
            Draw(random, ofLarge, large.AsSpan(first, length), LargeSize, part);
            Draw(random, ofSmall, small.AsSpan(first, length), SmallSize, part);
            int end = first + length;
            double represented = 0;
            for (int i = previousEnd; i < end; i++)
            {
                represented += large[i] + small[i];
            }

            bursts.Add(new AllocationBurst
            {
                Start = Ticks(at),
                End = Ticks(at + burst),
                Groups = [ofLarge, ofSmall],
                RepresentedSeconds = (double)(end - previousEnd) / SlotsPerSecond,
                RepresentedBytes = totalKnown ? (long)represented : 0,
            });
            previousEnd = end;
        }

        // What the bursts stand for ends with the last of them.
        double seconds = (double)previousEnd / SlotsPerSecond;
        return (bursts, large.Take(previousEnd).Sum() / seconds, small.Take(previousEnd).Sum() / seconds);
    }

    private static void Draw(Random random, AllocationGroup group, ReadOnlySpan<double> bytes, long size, double part)
    {
        double sum = 0;
        foreach (double slot in bytes)
        {
            sum += slot;
        }

        double objects = sum * part / size;
        double seen = 1 / SamplingEstimate.Weight(size);
        double whole = Math.Floor(objects) + (random.NextDouble() < objects % 1 ? 1 : 0);
        double mean = whole * seen;
        int samples = (int)Math.Clamp(Math.Round(mean + (Math.Sqrt(mean * (1 - seen)) * Gauss(random))), 0, whole);
        for (int i = 0; i < samples; i++)
        {
            group.Add(size);
        }
    }

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
