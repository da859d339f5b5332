using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class KernelIndexesTests
{
    private static readonly long[] Dma = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 3];
    private static readonly long[] Dma32 = [2, 2, 4, 2, 5, 4, 3, 3, 4, 2, 752];
    private static readonly long[] Fragmented = [383352, 9240, 583, 590, 332, 197, 95, 28, 8, 0, 18];

    /// <summary>Free lists with what debugfs of Linux 6.18 printed for them.</summary>
    public static TheoryData<long[], long, int[]> UnusableVectors => new()
    {
        { Dma, 3840, [0, 0, 0, 0, 0, 0, 0, 0, 0, 66, 200] },
        { Dma32, 772918, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3] },
        { [492, 77, 573, 505, 270, 164, 246, 545, 280, 73, 56], 268450, [0, 1, 2, 10, 25, 42, 61, 120, 380, 647, 786] },
        { Fragmented, 450644, [0, 850, 891, 896, 907, 919, 933, 946, 954, 959, 959] },
        { [426212, 143208, 42644, 13656, 1167, 0, 0, 0, 0, 0, 0], 1011124, [0, 421, 704, 873, 981, 1000, 1000, 1000, 1000, 1000, 1000] },
        { [34567, 17283, 8641, 4320, 2160, 1080, 540, 270, 135, 67, 33], 379153, [0, 91, 182, 273, 364, 455, 546, 638, 729, 820, 910] },
        { [32, 16, 8, 4, 2, 1, 0, 0, 0, 0, 0], 192, [0, 166, 333, 500, 666, 833, 1000, 1000, 1000, 1000, 1000] },
        { new long[11], 0, [.. Enumerable.Repeat(1000, 11)] },
        { [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1, [0, .. Enumerable.Repeat(1000, 10)] },
    };

    public static TheoryData<long[], int[]> FragmentationVectors => new()
    {
        { Dma, [.. Enumerable.Repeat(-1000, 11)] },
        { Fragmented, [.. Enumerable.Repeat(-1000, 11)] },
        { [426212, 143208, 42644, 13656, 1167, 0, 0, 0, 0, 0, 0], [.. Enumerable.Repeat(-1000, 5), 950, 975, 988, 994, 997, 999] },
        { [34567, 17283, 8641, 4320, 2160, 1080, 540, 270, 135, 67, 33], [.. Enumerable.Repeat(-1000, 11)] },
        { [32, 16, 8, 4, 2, 1, 0, 0, 0, 0, 0], [.. Enumerable.Repeat(-1000, 6), 937, 961, 973, 979, 982] },
        { new long[11], new int[11] },
        { [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [-1000, -500, -250, -125, -62, -31, -15, -7, -3, -1, 0] },
        { [1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [-1000, 499, 749, 874, 937, 968, 984, 992, 996, 998, 999] },
    };

    [Theory]
    [MemberData(nameof(UnusableVectors))]
    public void Unusable_KernelVectors_AreEqual(long[] freeBlocks, long freePages, int[] expected)
    {
        Assert.Equal(freePages, KernelIndexes.FreePages(freeBlocks));
        Assert.Equal(expected, Enumerable.Range(0, freeBlocks.Length).Select(order => KernelIndexes.Unusable(freeBlocks, order)));
    }

    [Theory]
    [MemberData(nameof(FragmentationVectors))]
    public void Fragmentation_KernelVectors_AreEqual(long[] freeBlocks, int[] expected) =>
        Assert.Equal(expected, Enumerable.Range(0, freeBlocks.Length).Select(order => KernelIndexes.Fragmentation(freeBlocks, order)));

    [Fact]
    public void NodeScore_ThreeZones_IsWeightedByPresentPages()
    {
        (long Present, int Score)[] zones =
        [
            (3998, KernelIndexes.ZoneScore(Dma, 9)),
            (782336, KernelIndexes.ZoneScore(Dma32, 9)),
            (5505024, KernelIndexes.ZoneScore(Fragmented, 9)),
        ];
        long nodePresent = zones.Sum(zone => zone.Present);

        Assert.Equal([6, 0, 95], zones.Select(zone => zone.Score));
        Assert.Equal(83, zones.Sum(zone => KernelIndexes.WeightedScore(zone.Present, zone.Score, nodePresent)));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 100)]
    [InlineData(20, 90)]
    [InlineData(60, 50)]
    [InlineData(95, 15)]
    [InlineData(100, 15)]
    public void ProactiveStart_Proactiveness_IsTheHighWatermark(int proactiveness, int expected) =>
        Assert.Equal(expected, KernelIndexes.ProactiveStart(proactiveness));

    [Theory]
    [InlineData(0, 100)]
    [InlineData(20, 80)]
    [InlineData(95, 5)]
    [InlineData(100, 5)]
    public void ProactiveStop_Proactiveness_IsTheLowWatermark(int proactiveness, int expected) =>
        Assert.Equal(expected, KernelIndexes.ProactiveStop(proactiveness));

    [Theory]
    [InlineData(6_000_000, 4096, 19595)]
    [InlineData(100, 4096, 128)]
    [InlineData(4_000_000_000, 4096, 262144)]
    public void DefaultMinFreeKbytes_IsTheRootWithinItsBounds(long lowMemoryPages, int pageSize, long expected) =>
        Assert.Equal(expected, KernelIndexes.DefaultMinFreeKbytes(lowMemoryPages, pageSize));

    [Fact]
    public void RecommendedMinFreeKbytes_PageblocksSmallerThanHugePages_AreCounted() =>
        Assert.Equal(33792, ReserveReports.WithHugePages(
            HostSettings.None with
            {
                PageSize = 4096,
                PmdOrder = 9,
                Zones = [Zone("DMA", 4000), Zone("DMA32", 800_000), Zone("Normal", 5_000_000), Zone("Movable", 9_000_000), Zone("Device", 100)],
            },
            pageblockOrder: 8));

    [Fact]
    public void RecommendedMinFreeKbytes_ThreeZonesOf24GiB_IsTheKernelsValue() =>
        Assert.Equal(67584, KernelIndexes.RecommendedMinFreeKbytes(512, 3, 6_000_000, 4096));

    [Fact]
    public void RecommendedMinFreeKbytes_SmallMachine_IsAtMostFivePercentOfLowMemory() =>
        Assert.Equal(100_000 / 20 * 4, KernelIndexes.RecommendedMinFreeKbytes(512, 3, 100_000, 4096));

    [Fact]
    public void SuitableBlocks_LargerBlocks_AreSplit() => Assert.Equal(36, KernelIndexes.SuitableBlocks(Fragmented, 9));

    [Fact]
    public void Completeness_NoMemFree_IsUnknown()
    {
        Assert.Null(KernelIndexes.Completeness(10, 4096, -1));
        Assert.Equal(0.5, KernelIndexes.Completeness(10, 4096, 81920));
    }

    private static ZoneinfoReader.Zone Zone(string name, long pages) => new(0, name, new ZoneWatermarks(0, 0, 0, pages, pages, null));
}
