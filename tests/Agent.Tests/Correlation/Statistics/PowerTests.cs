using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>How often series that do have to do with one another are found in one window, at the level of 5 % and with the least effect that a report asks for.</summary>
public sealed class PowerTests(ITestOutputHelper output)
{
    private const int Delay = 3;

    // Both remember 90 % of their past; the second takes that share of what is new in the first, three seconds later.
    [Theory]
    [InlineData(0.3, 0.2)]
    [InlineData(0.4, 0.7)]
    [InlineData(0.5, 0.95)]
    [InlineData(0.7, 0.99)]
    public void CrossCorrelation_FindsWhatFollows(double strength, double least)
    {
        double share = Found(s =>
        {
            double[] first = s.Autoregressive(0.9);
            double[] second = s.White();
            for (int t = 1; t < second.Length; t++)
            {
                second[t] += (0.9 * second[t - 1]) + (t > Delay ? strength * (first[t - Delay] - (0.9 * first[t - Delay - 1])) : 0);
            }

            return (first, second);
        }, AssociationTest.CrossCorrelation, lag: Delay);

        output.WriteLine($"{strength}: {share:P1}");
        Assert.InRange(share, least, 1);
    }

    // Twenty events; that share of them is met by one of the second series, which has nine of its own.
    [Theory]
    [InlineData(0.4, 0.5)]
    [InlineData(0.6, 0.9)]
    [InlineData(0.8, 0.98)]
    public void Coincidence_FindsEventsThatMeet(double meeting, double least)
    {
        double share = Found(s =>
        {
            var first = new double[Simulated.Length];
            double[] second = s.Events(_ => 0.03);
            for (int i = 0; i < 20; i++)
            {
                int at = 5 + s.Below(Simulated.Length - 10);
                first[at] = 1;
                if (s.Uniform() < meeting)
                {
                    second[at + s.Below(3)] = 1;
                }
            }

            return (first, second);
        }, AssociationTest.Coincidence, lag: 1);

        output.WriteLine($"{meeting}: {share:P1}");
        Assert.InRange(share, least, 1);
    }

    // Fifteen events, each followed two seconds later by a push of so many standard deviations of what is new each second.
    [Theory]
    [InlineData(1, 0.4)]
    [InlineData(1.5, 0.8)]
    [InlineData(2, 0.95)]
    public void EventStudy_FindsThePush(double push, double least)
    {
        double share = Found(s =>
        {
            var first = new double[Simulated.Length];
            double[] second = s.White();
            for (int i = 0; i < 15; i++)
            {
                int at = 10 + s.Below(Simulated.Length - 20);
                first[at] = 1;
                second[at + 2] += push;
            }

            for (int t = 1; t < second.Length; t++)
            {
                second[t] += 0.9 * second[t - 1];
            }

            return (first, second);
        }, AssociationTest.EventStudy, lag: 2);

        output.WriteLine($"{push}: {share:P1}");
        Assert.InRange(share, least, 1);
    }

    private static double Found(Func<Simulated, (double[] First, double[] Second)> make, AssociationTest expected, int lag) => Trials.Share(() =>
    {
        var test = new PairTest(Simulated.Length);
        return seed =>
        {
            (double[] first, double[] second) = make(new Simulated(seed));
            return test.Run(first, second, default, out AssociationTest made) is { } effect
                && made == expected
                && effect.P <= AssociationSearch.Level
                && effect.Effect >= AssociationSearch.LeastEffect
                && Math.Abs(effect.Lag - lag) <= 1;
        };
    }).Share;
}
