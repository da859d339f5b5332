using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

public sealed class SiteEstimatorTests
{
    private static readonly CallStack Upload = new([1]) { Site = new CodeSite("Shop.Upload", "Upload.cs", 42, null) };
    private static readonly CallStack UploadElsewhere = new([2]) { Site = new CodeSite("Shop.Upload", "Upload.cs", 42, null) };
    private static readonly RequestRoute Route = new("POST /upload", "/upload");

    [Fact]
    public void Sites_RateIsBytesOverObservedTime_NotOverTheWholeWindow()
    {
        AllocationBurst[] bursts = [Burst(0, 0.25, (Upload, 1_000_024, 50)), Burst(5, 0.25, (Upload, 1_000_024, 50))];

        AllocationSite site = Assert.Single(SiteEstimator.Sites(bursts));

        double expected = 100 * 1_000_024 * SamplingEstimate.Weight(1_000_024) / 0.5;
        Assert.Equal(expected, site.BytesPerSecond, expected * 1e-9);
        Assert.Equal((100L, 1_000_024L, "Upload.cs", 42), (site.Samples, site.ObjectSize, site.File, site.Line));
    }

    [Fact]
    public void Sites_DifferentStacksToOneLine_AreOneSite()
    {
        AllocationSite site = Assert.Single(SiteEstimator.Sites([Burst(0, 1, (Upload, 100_000, 5), (UploadElsewhere, 100_000, 7))]));

        Assert.Equal(12, site.Samples);
    }

    [Fact]
    public void Sites_OneLineThroughMethodsThatAreSometimesInlined_IsOneSite_NamedByTheLargerPart()
    {
        CallStack copied = new([4]) { Site = new CodeSite("Shop.Export", "Export.cs", 36, "System.IO.MemoryStream.ToArray") };
        CallStack inlined = new([5]) { Site = new CodeSite("Shop.Export", "Export.cs", 36, "System.GC.AllocateUninitializedArray") };

        AllocationSite site = Assert.Single(SiteEstimator.Sites([Burst(0, 1, (inlined, 100_000, 3), (copied, 100_000, 9))]));

        Assert.Equal((12L, "System.IO.MemoryStream.ToArray"), (site.Samples, site.Via));
    }

    [Fact]
    public void Sites_UnknownMethods_AreNamedAsUnknown_UntilTheirStackIsResolved()
    {
        var stack = new CallStack([3]);
        AllocationBurst[] bursts = [Burst(0, 1, (stack, 100_000, 5))];
        Assert.Equal("(unknown method)", Assert.Single(SiteEstimator.Sites(bursts)).Method);

        stack.Site = new CodeSite("Shop.Late", "Late.cs", 7, null);

        Assert.Equal("Shop.Late", Assert.Single(SiteEstimator.Sites(bursts)).Method);
    }

    [Fact]
    public void Sites_RoutesCarryTheirShare_AndUnattributedSamplesNone()
    {
        var attributed = new AllocationGroup(Upload, "System.Byte[]", AllocationKind.Loh, Route);
        attributed.Add(100_000);
        attributed.Add(100_000);
        attributed.Add(100_000);
        var unattributed = new AllocationGroup(Upload, "System.Byte[]", AllocationKind.Loh, null);
        unattributed.Add(100_000);

        AllocationSite site = Assert.Single(SiteEstimator.Sites([new AllocationBurst { Start = 0, End = Stopwatch.Frequency, Groups = [attributed.Sum, unattributed.Sum] }]));

        RouteShare route = Assert.Single(site.Routes);
        Assert.Equal("POST /upload", route.Route);
        Assert.Equal(0.75, route.Share, 1e-9);
    }

    [Fact]
    public void Sites_AreBounded()
    {
        (CallStack, long, int)[] many = [.. Enumerable.Range(0, 500).Select(i => (new CallStack([(ulong)i]) { Site = new CodeSite("M" + i, null, null, null) }, 100_000L, 1))];

        Assert.Equal(SiteEstimator.MaxSites, SiteEstimator.Sites([Burst(0, 1, many)]).Count);
    }

    [Fact]
    public void Rate_WithoutBursts_IsUnknown_AndWithoutLargeObjects_IsZero()
    {
        Assert.Null(SiteEstimator.Rate([], AllocationKind.Loh));
        Assert.Equal(0, SiteEstimator.Rate([Burst(0, 1)], AllocationKind.Loh)!.Value.Value);
    }

    [Fact]
    public void Rate_IntervalCoversTheTruth_InAboutNineteenOfTwentyWindows()
    {
        // A load of mixed sizes whose rate itself varies from burst to burst by a tenth; fixed seed.
        var random = new Random(7);
        int covered = 0;
        const int Windows = 400;
        for (int window = 0; window < Windows; window++)
        {
            const double Truth = 200e6;
            var bursts = new List<AllocationBurst>();
            double owed = 0;
            for (int i = 0; i < 12; i++)
            {
                double factor = 1 + (0.1 * ((2 * random.NextDouble()) - 1));
                bursts.Add(Draw(random, i * 5, 0.25, Truth * factor, ref owed));
            }

            (double value, double error) = SiteEstimator.Rate(bursts, AllocationKind.Loh)!.Value;
            covered += Math.Abs(value - Truth) <= error ? 1 : 0;
        }

        Assert.InRange(covered / (double)Windows, 0.91, 0.99);
    }

    private static AllocationBurst Draw(Random random, double at, double seconds, double bytesPerSecond, ref double owed)
    {
        var group = new AllocationGroup(Upload, "System.Byte[]", AllocationKind.Loh, Route);
        owed += bytesPerSecond * seconds;
        while (owed > 0)
        {
            long size = random.Next(90_000, 2_000_000);
            owed -= size;
            if (random.NextDouble() < 1 / SamplingEstimate.Weight(size))
            {
                group.Add(size);
            }
        }

        return new AllocationBurst { Start = Ticks(at), End = Ticks(at + seconds), Groups = [group.Sum] };
    }

    private static AllocationBurst Burst(double at, double seconds, params (CallStack Stack, long Size, int Samples)[] content)
    {
        var groups = new List<AllocationSum>();
        foreach ((CallStack stack, long size, int samples) in content)
        {
            var group = new AllocationGroup(stack, "System.Byte[]", AllocationKind.Loh, Route);
            for (int i = 0; i < samples; i++)
            {
                group.Add(size);
            }

            groups.Add(group.Sum);
        }

        return new AllocationBurst { Start = Ticks(at), End = Ticks(at + seconds), Groups = groups };
    }

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);
}
