using AppFrag.Sources.Runtime.Methods;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class NamePoolTests
{
    private readonly NamePool _pool = new();

    [Fact]
    public void Get_AfterManyNames_GivesEachBack()
    {
        int[] numbers = [.. Enumerable.Range(0, 20_000).Select(i => _pool.Add($"Shop.Orders.Type{i}"))];

        for (int i = 0; i < numbers.Length; i++)
        {
            Assert.Equal($"Shop.Orders.Type{i}", _pool.Get(numbers[i]).ToString());
        }
    }

    [Fact]
    public void Add_TheSameName_KeepsItOnce() => Assert.Equal(_pool.Add("Shop.Orders"), _pool.Add("Shop.Orders"));

    [Fact]
    public void Add_NoNameAndAVeryLongOne()
    {
        Assert.Equal("", _pool.Get(_pool.Add("")).ToString());
        Assert.Equal(NamePool.MaxLength, _pool.Get(_pool.Add(new string('x', 40_000))).Length);
    }
}
