using System.Diagnostics;
using AppFrag.Composition;
using AppFrag.Correlation;
using AppFrag.Model;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;

namespace AppFrag.Agent.Tests.Composition;

public sealed class BurstSumsTests
{
    private static readonly CodeSite Export = new("Shop.Export", "Export.cs", 36, null);

    [Fact]
    public void Groups_OneSiteReachedInManyWays_IsOneGroup_AndWhatHasNoNameYetIsOneByStack()
    {
        CallStack[] ways = [.. Enumerable.Range(0, 300).Select(i => new CallStack([(ulong)i]) { Site = Export })];
        CallStack[] unnamed = [new([1000]), new([1001])];

        IReadOnlyList<AllocationSum> groups = Groups([.. ways.Concat(unnamed).Select(stack => Sample(stack))]);

        Assert.Equal([300, 1, 1], groups.Select(group => group.Samples));
        Assert.Equal(300 * 100_000 * SamplingEstimate.Weight(100_000), groups[0].Bytes, 1);
    }

    [Fact]
    public void Groups_SamplesWhileTheSessionOpensAndCloses_Count_AndTheBurstReachesToThem()
    {
        var stack = new CallStack([1]) { Site = Export };
        PendingBurst burst = Pending([Sample(stack, at: 50), Sample(stack, at: 150), Sample(stack, at: 250)], new RawBurst(100, 200, 0));

        Assert.Equal((50, 250), (burst.Start, burst.End));
        Assert.Equal(3, Assert.Single(Groups(burst)).Samples);
    }

    [Fact]
    public void Groups_SamplesThatFoundNoRoom_AreMadeUpForByTheOthers()
    {
        var stack = new CallStack([1]) { Site = Export };
        PendingBurst burst = Pending([Sample(stack), Sample(stack)], new RawBurst(100, 200, Discarded: 2));

        AllocationSum group = Assert.Single(Groups(burst));

        Assert.Equal(2, group.Samples);
        Assert.Equal(4 * SamplingEstimate.Weight(100_000), group.Objects, 1e-9);
    }

    [Fact]
    public void Groups_AreKeptApartByRoute()
    {
        var table = new SpanTable(64);
        var stack = new CallStack([1]) { Site = Export };
        SpanPlace upload = Request(table, "/upload");
        SpanPlace export = Request(table, "/export");
        var burst = new PendingBurst(new RawBurst(100, 200, 0), [Sample(stack), Sample(stack), Sample(stack), Sample(stack)], [upload, export, upload, default], 5, 1);

        IReadOnlyList<AllocationSum> groups = BurstSums.Groups(burst, table, new RouteTable());

        Assert.Equal(["/upload", "/export", null], groups.Select(group => group.Route?.HttpRoute));
        Assert.Equal([2, 1, 1], groups.Select(group => group.Samples));
    }

    [Fact]
    public void Capped_OfAThousandSites_KeepsTheLargest_AndTheSumsOfAllOthersByHeap()
    {
        IReadOnlyList<AllocationSum> all = Groups(
        [
            .. Enumerable.Range(0, 1000).SelectMany(i => Enumerable.Repeat(
                Sample(Named(i), kind: i % 2 == 0 ? AllocationKind.Loh : AllocationKind.Soh), 1 + (i / 100))),
        ]);

        AllocationSum[] capped = BurstSums.Capped(all);

        Assert.Equal(BurstSums.MaxGroups + 2, capped.Length);
        Assert.All(capped.Take(BurstSums.MaxGroups), group => Assert.InRange(group.Samples, 8, 10));
        foreach (AllocationKind kind in new[] { AllocationKind.Loh, AllocationKind.Soh })
        {
            Assert.Equal(Total([.. all], kind), Total(capped, kind));
        }
    }

    [Fact]
    public void Capped_OthersAreNoSite_ButCountInTheSharesOfThose()
    {
        IReadOnlyList<AllocationSum> all = Groups([.. Enumerable.Repeat(Sample(Named(0)), 1000), .. Enumerable.Range(1, 1000).Select(i => Sample(Named(i)))]);
        var burst = new AllocationBurst { Start = 0, End = Stopwatch.Frequency, Groups = BurstSums.Capped(all) };

        IReadOnlyList<AllocationSite> sites = SiteEstimator.Sites([burst]);

        Assert.Equal(("M0", 0.5), (sites[0].Method, Math.Round(sites[0].Share, 6)));
        Assert.DoesNotContain(sites, site => site.Samples > 1 && site.Method != "M0");
    }

    private static (long, double, double, double) Total(AllocationSum[] groups, AllocationKind kind)
    {
        AllocationSum[] ofKind = [.. groups.Where(group => group.Kind == kind)];
        return (ofKind.Sum(g => g.Samples), Math.Round(ofKind.Sum(g => g.Bytes)), Math.Round(ofKind.Sum(g => g.DrawVariance) / 1e9), Math.Round(ofKind.Sum(g => g.Spread) / 1e9));
    }

    private static CallStack Named(int i) => new([(ulong)i]) { Site = new CodeSite("M" + i, null, null, null) };

    private static SpanPlace Request(SpanTable table, string route)
    {
        Guid stamp = SpanStamp.Of(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), out ulong left);
        SpanRef span = table.TryAdd(new NewSpan(stamp, left, true, 1), default, "request")!;
        table.SetLabel(table.RootOf(span.Place), "request", "POST", route);
        return table.RootOf(span.Place);
    }

    private static AllocationSample Sample(CallStack stack, long at = 150, AllocationKind kind = AllocationKind.Loh) =>
        new(at, 100_000, kind, "System.Byte[]", Guid.Empty, stack, SamplingEstimate.Weight(100_000));

    private static PendingBurst Pending(AllocationSample[] samples, RawBurst burst) => new(burst, samples, new SpanPlace[samples.Length], 5, 1);

    private static IReadOnlyList<AllocationSum> Groups(AllocationSample[] samples) => Groups(Pending(samples, new RawBurst(100, 200, 0)));

    private static IReadOnlyList<AllocationSum> Groups(PendingBurst burst) => BurstSums.Groups(burst, new SpanTable(64), new RouteTable());
}
