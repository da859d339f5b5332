using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

public sealed class BenjaminiHochbergTests
{
    // The example of the paper of 1995: fifteen tests, four of them found at 5 %; Bonferroni finds three.
    [Fact]
    public void Adjust_OfThePapersExample_FindsFour()
    {
        double[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1];
        var adjusted = new double[p.Length];
        BenjaminiHochberg.Adjust(p, adjusted);

        Assert.Equal(4, adjusted.Count(a => a <= 0.05));
        Assert.Equal(3, p.Count(one => one * p.Length <= 0.05));
    }

    // By its definition: the least of p·m/rank over this rank and all above.
    [Fact]
    public void Adjust_InAnyOrder_IsTheDefinition()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var s = new Simulated(seed);
            double[] p = [.. Enumerable.Range(0, 12).Select(_ => Math.Round(s.Uniform(), 1))];
            double[] expected = [.. p.Select(one => Math.Min(1, p.Where(other => other >= one).Min(other => other * p.Length / p.Count(o => o <= other))))];
            BenjaminiHochberg.Adjust(p, p);

            Assert.Equal(expected, p, (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    [Fact]
    public void Adjust_LeavesOutWhatWasNotTested()
    {
        double[] p = [double.NaN, 0.01, double.NaN, 0.04];
        BenjaminiHochberg.Adjust(p, p);

        Assert.Equal([double.NaN, 0.02, double.NaN, 0.04], p);
    }

    [Fact]
    public void Adjust_OfNothing_DoesNothing() => BenjaminiHochberg.Adjust([], []);
}
