using AppFrag.Sources.Runtime.Methods;
using FsCheck;
using FsCheck.Fluent;

namespace AppFrag.Agent.Tests.Sources.Runtime.Methods;

public sealed class AddressTableTests
{
    [Fact]
    public void Find_GivesTheRangeThatHoldsTheAddress()
    {
        var table = new AddressTable<string>();
        table.Add(100, 10, "a");
        table.Add(110, 10, "b");

        Assert.Equal([null, "a", "a", "b", "b", null], new ulong[] { 99, 100, 109, 110, 119, 120 }.Select(a => Find(table, a)));
        Assert.True(table.TryFind(115, out _, out var offset));
        Assert.Equal(5U, offset);
    }

    [Fact]
    public void LaterRange_ReplacesThoseItOverlaps()
    {
        var table = new AddressTable<string>();
        table.Add(100, 10, "a");
        table.Add(110, 10, "b");
        table.Add(120, 10, "c");
        table.Add(105, 10, "new");

        Assert.Equal([null, "new", "new", null, "c"], new ulong[] { 104, 105, 114, 115, 120 }.Select(a => Find(table, a)));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void EmptyOrImpossibleRange_IsIgnored()
    {
        var table = new AddressTable<string>();
        table.Add(100, 0, "empty");
        table.Add(ulong.MaxValue - 5, 100, "wraps");

        Assert.Equal(0, table.Count);
        Assert.Null(Find(table, 100));
    }

    [Fact]
    public void ModulesOneAfterAnother_InAnyOrder_FillTheirPages()
    {
        var table = new AddressTable<int>();
        int[] modules = [5, 2, 8, 1, 9, 4, 7, 0, 6, 3];
        foreach (int module in modules)
        {
            for (uint i = 0; i < 3 * AddressTable<int>.PageLength; i++)
            {
                table.Add(((ulong)module << 32) + (i * 16), 16, module);
            }
        }

        // Four pages for each, if its first ranges end up on a page that others began.
        Assert.InRange(table.Pages, 30, 40);
    }

    [Fact]
    public void Table_BehavesLikeAListOfRanges()
    {
        // A small address space, so that ranges overlap often, and enough of them to split pages.
        var range = Gen.Choose(0, 30_000).SelectMany(_ => Gen.Choose(0, 12), (start, length) => (Start: (ulong)start, Length: (uint)length));
        Prop.ForAll(Gen.ListOf(range, 6000).ToArbitrary(), ranges =>
        {
            var table = new AddressTable<int>();
            var byAddress = new Dictionary<ulong, int>();
            var ends = new Dictionary<int, (ulong Start, uint Length)>();
            for (var i = 0; i < ranges.Count; i++)
            {
                table.Add(ranges[i].Start, ranges[i].Length, i);
                ModelAdd(byAddress, ends, ranges[i], i);
            }

            return ends.Count == table.Count
                && Enumerable.Range(0, 30_020).All(a => (byAddress.TryGetValue((ulong)a, out var v) ? v : -1) == (table.TryFind((ulong)a, out var found, out _) ? found : -1))
                && Values(table).Order().SequenceEqual(ends.Keys.Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ManyRanges_InEitherOrder_AreAllFound(bool isDescending)
    {
        var table = new AddressTable<int>();
        var starts = Enumerable.Range(0, 10_000);
        foreach (var i in isDescending ? starts.Reverse() : starts)
        {
            table.Add((ulong)i * 16, 16, i);
        }

        Assert.Equal(10_000, table.Count);
        Assert.All(starts, i => Assert.True(table.TryFind(((ulong)i * 16) + 15, out var found, out _) && found == i));
    }

    [Fact]
    public void Values_AreReplacedWhereTheyAre()
    {
        var table = new AddressTable<string>();
        table.Add(100, 10, "a");
        table.Add(200, 10, "b");

        table.Replace(105, "c");
        Assert.Equal(("c", "b"), (Find(table, 109), Find(table, 200)));

        table.ReplaceAll(value => value + "!");
        Assert.Equal(("c!", "b!", null), (Find(table, 100), Find(table, 209), Find(table, 150)));
    }

    private static List<int> Values(AddressTable<int> table)
    {
        var values = new List<int>();
        table.ReplaceAll(value =>
        {
            values.Add(value);
            return value;
        });
        return values;
    }

    private static void ModelAdd(Dictionary<ulong, int> byAddress, Dictionary<int, (ulong Start, uint Length)> ends, (ulong Start, uint Length) range, int value)
    {
        for (ulong a = range.Start; a < range.Start + range.Length; a++)
        {
            if (byAddress.TryGetValue(a, out var old) && ends.Remove(old, out var gone))
            {
                for (var b = gone.Start; b < gone.Start + gone.Length; b++)
                {
                    byAddress.Remove(b);
                }
            }
        }

        for (ulong a = range.Start; a < range.Start + range.Length; a++)
        {
            byAddress[a] = value;
            ends[value] = range;
        }
    }

    private static string? Find(AddressTable<string> table, ulong address) => table.TryFind(address, out var value, out _) ? value : null;
}
