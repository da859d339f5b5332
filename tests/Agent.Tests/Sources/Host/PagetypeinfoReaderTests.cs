using System.Text;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class PagetypeinfoReaderTests
{
    private static PagetypeinfoReader.PageTypes Parse(string text)
    {
        Assert.True(PagetypeinfoReader.TryParse(Encoding.UTF8.GetBytes(text), out var types, out var failure), failure.ToString());
        return types!;
    }

    [Fact]
    public void TryParse_Tree_HasFreeBlocksAndPageblocksByType()
    {
        Assert.True(PagetypeinfoReader.TryParse(Trees.Bytes("pageblocks", "proc/pagetypeinfo"), out var types, out _));

        Assert.Equal(9, types!.PageblockOrder);
        Assert.Equal(["DMA", "DMA32", "Normal"], types.Zones.Select(zone => zone.Name));
        var normal = types.Zones[2];
        Assert.Equal([("Unmovable", 566L), ("Movable", 9986L), ("Reclaimable", 197L), ("HighAtomic", 3L)], normal.Types.Select(type => (type.Type, type.Pageblocks!.Value)));
        Assert.Equal([812, 990, 301, 402, 201, 97, 45, 20, 6, 0, 0], normal.Types[0].FreeBlocks);
    }

    [Fact]
    public void TryParse_ListTooLongToCount_IsAtLeast()
    {
        Assert.True(PagetypeinfoReader.TryParse(Trees.Bytes("pageblocks", "proc/pagetypeinfo"), out var types, out _));

        var movable = types!.Zones[2].Types[1];
        Assert.Equal(100_000, movable.FreeBlocks[0]);
        Assert.Equal([0], movable.TruncatedOrders);
        Assert.Equal(8000, movable.FreeBlocks[1]);
        Assert.Empty(types.Zones[2].Types[0].TruncatedOrders);
    }

    [Fact]
    public void TryParse_FourteenOrdersTwoNodesAndATypeFromTheFuture_AreTakenAsTheyCome()
    {
        var types = Parse("""
            Page block order: 13
            Node    0, zone   Normal, type  Unsinkable 1 2 3 4 5 6 7 8 9 10 11 12 13 14
            Node    1, zone   Normal, type  Unsinkable 0 0 0 0 0 0 0 0 0 0 0 0 0 >100000

            Number of blocks type   Unsinkable   Levitating
            Node 0, zone   Normal          3          9
            Node 1, zone   Normal          4          9

            """);

        Assert.Equal(13, types.PageblockOrder);
        Assert.Equal(14, types.Zones[0].Types[0].FreeBlocks.Count);
        Assert.Equal([13], types.Zones[1].Types[0].TruncatedOrders);
        Assert.Equal([3L, 4L], types.Zones.Select(zone => zone.Types.Single().Pageblocks!.Value));
    }

    [Fact]
    public void TryParse_WithoutPageblocks_LeavesThemUnknown() =>
        Assert.Null(Parse("Node    0, zone   Normal, type    Movable 1 2\n").Zones[0].Types[0].Pageblocks);

    [Theory]
    [InlineData("", 1)]
    [InlineData("Page block order: nine\n", 1)]
    [InlineData("Node 0, zone Normal, type Movable\n", 1)]
    [InlineData("Node 0, zone Normal, type Movable 1 x\n", 1)]
    [InlineData("Node 0, zone Normal, type Movable 1 >\n", 1)]
    [InlineData("Node 0, zone Normal, kind Movable 1\n", 1)]
    [InlineData("Node 0, zone Normal type Movable 1\n", 1)]
    [InlineData("Node 0, zone Normal, type Movable 1\nNumber of blocks type Movable Unmovable\nNode 0, zone Normal 5\n", 3)]
    [InlineData("Node 0, zone Normal, type Movable 1\nNumber of blocks type Movable\nNode 0, zone Normal many\n", 3)]
    public void TryParse_BadText_NamesTheLine(string text, int line)
    {
        Assert.False(PagetypeinfoReader.TryParse(Encoding.UTF8.GetBytes(text), out var types, out var failure));
        Assert.Null(types);
        Assert.Equal(line, failure.Line);
    }

    [Fact]
    public void Pageblocks_TwoReadings_TellGrowth()
    {
        var before = Parse("Node 0, zone Normal, type Unmovable 1\nNumber of blocks type Unmovable\nNode 0, zone Normal 86\n");
        var now = Parse("Node 0, zone Normal, type Unmovable 1\nNumber of blocks type Unmovable\nNode 0, zone Normal 566\n");

        var report = Assert.Single(PageblockReports.Build(now, before, TimeSpan.FromSeconds(7)));
        Assert.Equal((566, 480L, TimeSpan.FromSeconds(7)), (report.Pageblocks, report.Growth, report.GrowthInterval));
        Assert.Null(Assert.Single(PageblockReports.Build(now, null, null)).Growth);
    }
}
