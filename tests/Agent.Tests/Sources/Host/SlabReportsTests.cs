using System.Text;
using AppFrag.Model;
using AppFrag.Sources.Host;

namespace AppFrag.Agent.Tests.Sources.Host;

public class SlabReportsTests
{
    private static IReadOnlyList<SlabCache> Parse(string text)
    {
        Assert.True(SlabinfoReader.TryParse(Encoding.UTF8.GetBytes(text), 4096, out var caches, out var failure), failure.ToString());
        return caches;
    }

    private static SlabCache Cache(string name, long bytes, long wasted = 0) => new(name, bytes, 1, 1, 64, wasted);

    [Fact]
    public void Slabinfo_Tree_TellsWhatNoObjectUses()
    {
        Assert.True(SlabinfoReader.TryParse(Trees.Bytes("pageblocks", "proc/slabinfo"), 4096, out var caches, out _));

        var dentry = caches[0];
        Assert.Equal(("dentry", 12000 * 4096L, 192), (dentry.Name, dentry.Bytes, dentry.ObjectSize));
        Assert.Equal((12000 * 4096L) - (190000 * 192L), dentry.WastedBytes);
        Assert.Equal(0, caches.Single(cache => cache.Name == "kmalloc-4k").WastedBytes - ((5000 * 8 * 4096L) - (40000 * 4096L)));
        Assert.Equal(0, caches.Single(cache => cache.Name == "pid").WastedBytes);
    }

    [Fact]
    public void Slabinfo_ActiveObjectsThatDoNotFit_WasteNothing() =>
        Assert.Equal(0, Parse("odd 100 100 4096 1 1 : tunables 0 0 0 : slabdata 1 1 0\n")[0].WastedBytes);

    [Fact]
    public void Slabinfo_RecordedFile_GivesTheLargestFirst()
    {
        Assert.True(SlabinfoReader.TryParse(Trees.Bytes("x64-lazily-initialised", "proc/slabinfo"), 4096, out var all, out _));

        var caches = SlabReports.Caches(all, null);
        Assert.InRange(caches.Count, 10, 20);
        Assert.Equal(caches.OrderByDescending(cache => cache.Bytes).Select(cache => cache.Bytes), caches.Select(cache => cache.Bytes));
        Assert.Equal(all.Max(cache => cache.Bytes), caches[0].Bytes);
    }

    [Fact]
    public void Caches_SmallButWastefulOrGrowing_AreReportedToo()
    {
        SlabCache[] large = [.. Enumerable.Range(0, 30).Select(i => Cache($"large-{i}", 1_000_000 + i))];
        SlabCache[] before = [.. large, Cache("holes", 5000), Cache("leak", 100)];
        SlabCache[] now = [.. large, Cache("holes", 5000, wasted: 4000), Cache("leak", 9000)];

        var caches = SlabReports.Caches(now, before);

        Assert.Equal(12, caches.Count);
        Assert.Equal(8900, caches.Single(cache => cache.Name == "leak").GrowthBytes);
        Assert.Equal(0, caches.Single(cache => cache.Name == "holes").GrowthBytes);
        Assert.All(SlabReports.Caches(now, null), cache => Assert.Null(cache.GrowthBytes));
    }

    [Fact]
    public void Caches_AlikeInName_GrowTogether()
    {
        var caches = SlabReports.Caches([Cache("twin", 10), Cache("twin", 30)], [Cache("twin", 5), Cache("twin", 5)]);

        Assert.Equal([30L], caches.Where(cache => cache.GrowthBytes is not null).Select(cache => cache.GrowthBytes!.Value));
    }

    [Fact]
    public void Totals_AreOverAllCaches()
    {
        var totals = SlabReports.Totals([Cache("a", 10, 3), Cache("b", 20, 4)], [Cache("a", 25)], TimeSpan.FromSeconds(60));

        Assert.Equal(new SlabTotals(2, 30, 7, 5, TimeSpan.FromSeconds(60)), totals);
        Assert.Null(SlabReports.Totals([Cache("a", 10)], null, null).GrowthBytes);
    }
}
