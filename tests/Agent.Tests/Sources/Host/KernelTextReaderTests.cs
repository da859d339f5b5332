using System.Text;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

/// <summary>What each parser makes of good, new and broken text.</summary>
public class KernelTextReaderTests
{
    [Fact]
    public void Buddyinfo_FourteenOrders_AreAllRead()
    {
        var zones = new BuddyinfoZones();

        Assert.True(BuddyinfoReader.TryParse(Trees.Bytes("arm64-64k", "proc/buddyinfo"), zones, out _));

        Assert.Equal(2, zones.Count);
        Assert.Equal("Normal", zones[1].Name);
        Assert.Equal([24031L, 9120, 4022, 1803, 771, 302, 120, 44, 17, 6, 2, 1, 0, 3], zones[1].FreeBlocks.ToArray());
    }

    [Fact]
    public void Buddyinfo_ReadAgainWithFewerZones_ForgetsTheOldOnes()
    {
        var zones = new BuddyinfoZones();
        Assert.True(BuddyinfoReader.TryParse(Trees.Bytes("two-nodes", "proc/buddyinfo"), zones, out _));

        Assert.True(BuddyinfoReader.TryParse("Node 7, zone  Movable 1 2\n"u8, zones, out _));

        Assert.Equal(1, zones.Count);
        Assert.Equal(7, zones[0].Node);
        Assert.Equal("Movable", zones[0].Name);
        Assert.Equal([1L, 2], zones[0].FreeBlocks.ToArray());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("\n", 1)]
    [InlineData("Node 0, zone DMA 1\nNode x, zone DMA 1\n", 2)]
    [InlineData("Node 0 zone DMA 1\n", 1)]
    [InlineData("Node 0, zone DMA\n", 1)]
    [InlineData("Node 0, zone DMA 1 -2\n", 1)]
    [InlineData("Node 0, zone DMA 1 2x\n", 1)]
    [InlineData("Node 0, zone DMA 99999999999999999999999\n", 1)]
    [InlineData("Node 0, zone DMA 1\nNode 0, zone Normal 9223372036854775807 9223372036854775807\n", 2)]
    [InlineData("Node 0, zone DMA 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n", 1)]
    [InlineData("Node 0, zone \u0007 1\n", 1)]
    public void Buddyinfo_BadText_NamesTheLineAndKeepsNothing(string text, int line)
    {
        var zones = new BuddyinfoZones();

        Assert.False(BuddyinfoReader.TryParse(Encoding.UTF8.GetBytes(text), zones, out var failure));

        Assert.Equal(line, failure.Line);
        Assert.NotEmpty(failure.Problem);
        Assert.Equal(0, zones.Count);
    }

    [Fact]
    public void Meminfo_RecordedFile_GivesBytesAndSkipsCounts()
    {
        byte[] text = Trees.Bytes("x64-lazily-initialised", "proc/meminfo");

        Assert.True(MeminfoReader.TryParse(text, out var totals, out _));
        var all = MeminfoReader.ParseAll(text);

        Assert.Equal(24684092L * 1024, totals.Total);
        Assert.Equal(totals.Free, all["MemFree"]);
        Assert.Equal(totals.Available, all["MemAvailable"]);
        Assert.DoesNotContain("HugePages_Total", all.Keys);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("MemFree: 1 kB\n", 1)]
    [InlineData("MemTotal: 1 kB\nMemFree 1 kB\n", 2)]
    [InlineData("MemTotal: -1 kB\n", 1)]
    [InlineData("MemTotal: 1 kB\n\nMemFree: 1 kB\n", 2)]
    public void Meminfo_BadText_NamesTheLine(string text, int line)
    {
        Assert.False(MeminfoReader.TryParse(Encoding.UTF8.GetBytes(text), out var totals, out var failure));
        Assert.Equal(line, failure.Line);
        Assert.Equal(MeminfoReader.Totals.None, totals);
    }

    [Fact]
    public void Vmstat_StallsByZone_AreSummed()
    {
        Assert.True(VmstatReader.TryParse("allocstall_dma 1\nallocstall_normal 41\ncompact_stall 7\nbrand_new_counter 9\n"u8, out var counters, out _));
        Assert.Equal(new VmstatReader.Counters { CompactionStalls = 7, AllocationStalls = 42 }, counters);
    }

    [Fact]
    public void Vmstat_Reported_IsTheRelevantPart()
    {
        var reported = VmstatReader.ParseReported(Trees.Bytes("x64-lazily-initialised", "proc/vmstat"));

        Assert.Contains("compact_stall", reported.Keys);
        Assert.Contains("thp_fault_fallback", reported.Keys);
        Assert.Contains("allocstall_normal", reported.Keys);
        Assert.DoesNotContain("numa_hit", reported.Keys);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("compact_stall 1\ncompact_fail\n", 2)]
    [InlineData("compact_stall one\n", 1)]
    public void Vmstat_BadText_NamesTheLine(string text, int line)
    {
        Assert.False(VmstatReader.TryParse(Encoding.UTF8.GetBytes(text), out _, out var failure));
        Assert.Equal(line, failure.Line);
    }

    [Fact]
    public void Pressure_NewLinesAndFields_AreIgnored()
    {
        Assert.True(PressureReader.TryParse("some avg10=1.00 new=1 total=12 x\nmost total=99\nfull total=5\n"u8, out var totals, out _));
        Assert.Equal(new PressureReader.Totals(12, 5), totals);
    }

    [Theory]
    [InlineData("full avg10=0.00 total=1\n", 1)]
    [InlineData("some avg10=0.00\n", 1)]
    [InlineData("some total=1\nfull total=x\n", 2)]
    public void Pressure_BadText_NamesTheLine(string text, int line)
    {
        Assert.False(PressureReader.TryParse(Encoding.UTF8.GetBytes(text), out _, out var failure));
        Assert.Equal(line, failure.Line);
    }

    [Fact]
    public void Zoneinfo_RecordedFile_HasPresentManagedAndHigh()
    {
        Assert.True(ZoneinfoReader.TryParse(Trees.Bytes("x64-lazily-initialised", "proc/zoneinfo"), out var zones, out _));

        Assert.Equal([("DMA", 3998L), ("DMA32", 782336L), ("Normal", 5505024L), ("Movable", 0L), ("Device", 0L)], zones.Select(zone => (zone.Name, zone.Watermarks.PresentPages)));
        Assert.Equal(3, zones.Count(zone => zone.IsLowMemory));
        Assert.Equal(78, zones[0].Watermarks.HighPages);
        Assert.Equal(3840, zones[0].Watermarks.ManagedPages);
    }

    [Theory]
    [InlineData("always [madvise] never\n", "madvise")]
    [InlineData("[always] madvise never\n", "always")]
    public void HugePages_Choice_IsTheWordInBrackets(string text, string expected)
    {
        Assert.True(HugePageReader.TryParseChoice(Encoding.UTF8.GetBytes(text), out string choice, out _));
        Assert.Equal(expected, choice);
    }

    [Theory]
    [InlineData(2097152, 4096, true, 9)]
    [InlineData(536870912, 65536, true, 13)]
    [InlineData(33554432, 16384, true, 11)]
    [InlineData(4096, 4096, false, 0)]
    [InlineData(3000000, 4096, false, 0)]
    [InlineData(0, 4096, false, 0)]
    public void HugePages_Order_IsTheLogarithm(long size, int pageSize, bool expected, int order)
    {
        Assert.Equal(expected, HugePageReader.TryGetOrder(size, pageSize, out int actual));
        if (expected)
        {
            Assert.Equal(order, actual);
            Assert.Equal(order, HugePageReader.OrderFromPageSize(pageSize));
        }
    }

    [Theory]
    [InlineData("max\n", null)]
    [InlineData("9223372036854771712\n", null)]
    [InlineData("536870912\n", 536870912L)]
    public void CgroupLimit_BothVersions_AreUnderstood(string text, long? expected)
    {
        Assert.True(CgroupMemoryReader.TryParseLimit(Encoding.UTF8.GetBytes(text), out long? limit, out _));
        Assert.Equal(expected, limit);
    }
}
