using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>
/// How often series that have nothing to do with one another seem to have, at the level of 5 %; without the least effect that
/// a report asks for besides. The table in docs/adr/0012-associations.md is what these tests write.
/// </summary>
public sealed class FalseAlarmTests(ITestOutputHelper output)
{
    private const double Level = 0.05;
    private const double Limit = 0.07;

    // Some windows of bursts have too few of them to be tested.
    private const int SeedsTried = 1250;

    public static TheoryData<SeriesKind> Kinds => [.. Enum.GetValues<SeriesKind>()];

    public static TheoryData<SeriesKind> DenseKinds => [.. Enum.GetValues<SeriesKind>().Except([SeriesKind.SparseBursts])];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Test_OfIndependentSeries_AlarmsSeldom(SeriesKind kind)
    {
        AssociationTest expected = kind == SeriesKind.SparseBursts ? AssociationTest.Coincidence : AssociationTest.CrossCorrelation;
        (double share, int answered) = Alarms(seed => IndependentPair.Of(kind, seed), expected);

        output.WriteLine($"{kind}: {share:P1} of {answered}");
        Assert.True(answered >= Trials.Count);
        Assert.InRange(share, 0.01, Limit);
    }

    [Theory]
    [MemberData(nameof(DenseKinds))]
    public void EventStudy_OfIndependentEvents_AlarmsSeldom(SeriesKind kind)
    {
        (double share, int answered) = Alarms(
            seed => IndependentPair.Of(kind, seed) with { First = new Simulated(-seed - 1).Bursts() },
            AssociationTest.EventStudy);

        output.WriteLine($"bursts and {kind}: {share:P1} of {answered}");
        Assert.True(answered >= Trials.Count);
        Assert.InRange(share, 0.01, Limit);
    }

    [Theory]
    [InlineData(SeriesKind.Steps)]
    [InlineData(SeriesKind.CommonTrend)]
    [InlineData(SeriesKind.SharedRhythm)]
    public void Coincidence_OfEventsWhoseRateChanges_AlarmsSeldom(SeriesKind kind)
    {
        (double share, int answered) = Alarms(seed => Events(kind, new Simulated(seed)), AssociationTest.Coincidence);

        output.WriteLine($"events, rate {kind}: {share:P1} of {answered}");
        Assert.True(answered >= Trials.Count);
        Assert.InRange(share, 0.01, Limit);
    }

    // The same series, looked at as is usual: without this the limits above would say nothing.
    [Theory]
    [InlineData(SeriesKind.Autoregressive90, 0.4)]
    [InlineData(SeriesKind.Autoregressive97, 0.6)]
    [InlineData(SeriesKind.Steps, 0.6)]
    [InlineData(SeriesKind.CommonTrend, 0.99)]
    [InlineData(SeriesKind.SharedRhythm, 0.9)]
    public void PlainSpearman_OfTheSameSeries_AlarmsMostOfTheTime(SeriesKind kind, double least)
    {
        (double share, _) = Trials.Share(() =>
        {
            var ranks = new Ranks(Simulated.Length);
            return seed =>
            {
                IndependentPair pair = IndependentPair.Of(kind, seed);
                ranks.Of(pair.First, pair.First);
                ranks.Of(pair.Second, pair.Second);
                (double rho, int pairs) = CrossCorrelation.At(0, pair.First, pair.Second);
                return CrossCorrelation.PValue(rho, pairs) <= Level;
            };
        });

        output.WriteLine($"plain Spearman, {kind}: {share:P1}");
        Assert.InRange(share, least, 1);
    }

    // Why the form of a series decides: the test of dense series fails on bursts, with its prewhitening and all.
    [Fact]
    public void CrossCorrelation_OfSparseBursts_AlarmsMuchTooOften()
    {
        (double share, _) = Trials.Share(() =>
        {
            var test = new PairTest(Simulated.Length);
            return seed =>
            {
                IndependentPair pair = IndependentPair.Of(SeriesKind.SparseBursts, seed);
                return test.CrossCorrelate(pair.First, pair.Second, default)?.P <= Level;
            };
        });

        output.WriteLine($"cross-correlation of bursts: {share:P1}");
        Assert.InRange(share, 0.2, 1);
    }

    // Why the load is taken out: two answers to one load that comes and goes without a rhythm.
    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(0.1, 0.9)]
    public void SharedLoad_IsTakenOut(double errorOfMeasurement, double leastWithTheLoadLeftIn)
    {
        (double with, double without) = (Loaded(errorOfMeasurement, takesLoadOut: true), Loaded(errorOfMeasurement, takesLoadOut: false));

        output.WriteLine($"shared load measured to {errorOfMeasurement:P0}: {with:P1}, with the load left in {without:P1}");
        Assert.InRange(with, 0, Limit);
        Assert.InRange(without, leastWithTheLoadLeftIn, 1);
    }

    private static double Loaded(double error, bool takesLoadOut) => Trials.Share(() =>
    {
        var test = new PairTest(Simulated.Length);
        return seed =>
        {
            var s = new Simulated(seed);
            double[] load = [.. s.Autoregressive(0.9).Select(v => v * Math.Sqrt(1 - (0.9 * 0.9)))];
            double Load(double t) => load[Math.Max(0, (int)t)];
            double[] measured = s.Following(Load, 0, error);
            return test.Run(s.Following(Load, 0, 0.5), s.Following(Load, 2, 0.5), takesLoadOut ? new Loads(measured) : default, out _)?.P <= Level;
        };
    }).Share;

    private static (double Share, int Answered) Alarms(Func<int, IndependentPair> make, AssociationTest expected) => Trials.Share(() =>
    {
        var test = new PairTest(Simulated.Length);
        return seed =>
        {
            IndependentPair pair = make(seed);
            LaggedEffect? effect = test.Run(pair.First, pair.Second, pair.Loads, out AssociationTest made);
            return effect is null || made != expected ? null : effect.Value.P <= Level;
        };
    }, SeedsTried);

    private static IndependentPair Events(SeriesKind kind, Simulated s)
    {
        switch (kind)
        {
            case SeriesKind.Steps:
                int first = 60 + s.Below(180);
                int second = 60 + s.Below(180);
                return new(s.Events(t => t < first ? 0.01 : 0.15), s.Events(t => t < second ? 0.01 : 0.15));
            case SeriesKind.CommonTrend:
                return new(s.Events(t => 0.2 * t / Simulated.Length), s.Events(t => 0.2 * t / Simulated.Length));
            default:
                Func<double, double> load = s.Rhythm(60 + (240 * s.Uniform()));
                return new(s.Events(t => 0.1 * (1 + load(t))), s.Events(t => 0.1 * (1 + load(t))), s.Following(load, 0, 0.3));
        }
    }
}
