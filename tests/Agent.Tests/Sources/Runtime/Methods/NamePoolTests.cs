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
            Assert.Equal($"Shop.Orders.Type{i}", _pool.Get(numbers[i]));
        }
    }

    [Fact]
    public void Add_TheSameName_KeepsItOnce() => Assert.Equal(_pool.Add("Shop.Orders"), _pool.Add("Shop.Orders"));

    [Theory]
    [InlineData("Geschäft.Bestellung.Größe")]
    [InlineData("店舗.注文")]
    [InlineData("Shop.\U0001F6D2")]
    public void Get_OtherThanAscii_IsTheSame(string name) => Assert.Equal(name, _pool.Get(_pool.Add(name)));

    [Fact]
    public void Add_OfManyBytesACharacter_FitsAtItsLongest() => Assert.Equal(new string('店', NamePool.MaxLength), _pool.Get(_pool.Add(new string('店', 40_000))));

    [Fact]
    public void Add_NoNameAndAVeryLongOne()
    {
        Assert.Equal("", _pool.Get(_pool.Add("")));
        Assert.Equal(NamePool.MaxLength, _pool.Get(_pool.Add(new string('x', 40_000))).Length);
    }
}
