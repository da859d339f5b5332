using AppFrag.Correlation;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class SteadinessTests
{
    [Fact]
    public void EvenSteps_AreSteady() => Assert.InRange(Of(32, i => (10 * i) + (i % 2))!.Value, Steadiness.Least, double.PositiveInfinity);

    [Fact]
    public void OneJump_IsNot() => Assert.InRange(Of(32, i => i < 16 ? 0 : 100)!.Value, 0, 2);

    [Fact]
    public void Level_IsNot() => Assert.Equal(0, Of(32, _ => 7));

    [Fact]
    public void Fall_IsNegative() => Assert.InRange(Of(32, i => (-10 * i) + (i % 2))!.Value, double.NegativeInfinity, -Steadiness.Least);

    [Fact]
    public void FewPoints_OrAStretchWithoutAny_AreNotJudged()
    {
        Assert.Null(Of(7, i => i));
        Assert.Null(Steadiness.Of([.. Enumerable.Range(0, 32).Where(i => i is < 8 or > 15).Select(i => ((double)i, (double)i))]));
        Assert.Null(Steadiness.Of([.. Enumerable.Range(0, 32).Select(i => (1.0, (double)i))]));
    }

    private static double? Of(int count, Func<int, double> value) => Steadiness.Of([.. Enumerable.Range(0, count).Select(i => ((double)i, value(i)))]);
}
