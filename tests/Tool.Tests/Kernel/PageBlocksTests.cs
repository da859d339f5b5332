using AppFrag.Tool.Kernel;

namespace AppFrag.Tool.Tests.Kernel;

public class PageBlocksTests
{
    [Fact]
    public void RecordedText_HasOrderTypesAndSums()
    {
        Assert.True(PageBlocks.TryParse(KernelFixture.Text("pagetypeinfo-6.1.txt"), out var blocks, out string problem), problem);

        Assert.Equal(9, blocks!.Order);
        Assert.Equal(["Unmovable", "Movable", "Reclaimable", "HighAtomic", "Isolate"], blocks.Types);
        Assert.Equal([35, 211, 10, 0, 0], blocks.Counts);
        Assert.Equal("Movable", blocks.NameOf(1));
        Assert.Equal("type 9", blocks.NameOf(9));
        Assert.Equal("type -1", blocks.NameOf(ulong.MaxValue));
    }

    [Theory]
    [InlineData("", "Page block order")]
    [InlineData("Page block order: many\n", "line 1")]
    [InlineData("Page block order: 9\n", "Number of blocks type")]
    [InlineData("Page block order: 9\nNumber of blocks type A B\nNode 0, zone DMA 1\n", "line 3")]
    [InlineData("Page block order: 9\nNumber of blocks type A B\nNode 0, zone DMA 1 x\n", "line 3")]
    public void Malformed_IsNamedWithItsLine(string text, string problem)
    {
        Assert.False(PageBlocks.TryParse(text, out var blocks, out string said));
        Assert.Null(blocks);
        Assert.Contains(problem, said, StringComparison.Ordinal);
    }
}
