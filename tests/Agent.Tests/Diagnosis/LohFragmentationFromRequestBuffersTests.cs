using System.Diagnostics;
using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

public sealed class LohFragmentationFromRequestBuffersTests
{
    private const long MiB = 1 << 20;

    private readonly LohFragmentationFromRequestBuffers _detector = new();

    [Fact]
    public void HolesAndOneRequestSite_Reports()
    {
        Finding? finding = _detector.Detect(Window());

        Assert.NotNull(finding);
        Assert.Equal(_detector.FindingId, finding.Id);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal(EvidenceLevel.ObservedInProcess, finding.Evidence);
        Assert.Equal("Controllers/ImportController.cs", finding.Site?.File);
        Assert.Contains("61 % of the large object heap is holes: 412 MiB of 676 MiB (heap limit 1.5 GiB)", finding.Details[0], StringComparison.Ordinal);
        Assert.Contains(finding.Details, d => d.Contains("Controllers/ImportController.cs:42", StringComparison.Ordinal) && d.Contains("POST /import", StringComparison.Ordinal));
        Assert.Equal(["4bf92f3577b34da6a3ce929d0e0e4736"], finding.ExampleTraces);
    }

    [Fact]
    public void NobodyPausedAndFewCollections_IsInfo()
    {
        DiagnosisWindow window = Window() with { Pauses = new PauseSummary(), HeapLimitBytes = 64L << 30, Length = TimeSpan.FromMinutes(10) };

        Assert.Equal(Severity.Info, _detector.Detect(window)?.Severity);
    }

    [Fact]
    public void SmallHeapWithAHighShare_StaysSilent() =>
        Assert.Null(_detector.Detect(Window(loh: new GenerationSize(5 * MiB, 3 * MiB, 0))));

    [Fact]
    public void BigHeapWithFewHoles_StaysSilent() =>
        Assert.Null(_detector.Detect(Window(loh: new GenerationSize(676 * MiB, 60 * MiB, 0))));

    [Fact]
    public void SiteOutsideRequests_StaysSilent() =>
        Assert.Null(_detector.Detect(Window(Site() with { Routes = [] })));

    [Fact]
    public void ManySitesOfEqualWeight_StaysSilent() =>
        Assert.Null(_detector.Detect(Window(Site() with { Share = 0.1 })));

    [Fact]
    public void TooFewSamples_StaysSilent() =>
        Assert.Null(_detector.Detect(Window(Site() with { Samples = 5 })));

    [Fact]
    public void SmallObjectSiteOnly_StaysSilent() =>
        Assert.Null(_detector.Detect(Window(Site() with { Kind = AllocationKind.Soh })));

    [Fact]
    public void NoSites_StaysSilent() => Assert.Null(_detector.Detect(Window() with { Sites = [] }));

    [Fact]
    public void NoCollections_StaysSilent() => Assert.Null(_detector.Detect(Window() with { Gc = [] }));

    [Fact]
    public void FileWithoutLine_SaysWhyAndClaimsNoLine()
    {
        Finding? finding = _detector.Detect(Window(Site() with { Line = null }));

        Assert.Contains(finding?.Details ?? [], d => d.Contains("Controllers/ImportController.cs (no line: optimized code)", StringComparison.Ordinal));
        Assert.Contains(finding?.Details ?? [], d => d.Contains("come from one method", StringComparison.Ordinal));
    }

    [Fact]
    public void GrowingMemoryStream_IsToldToStream_NotToRent()
    {
        Finding? finding = _detector.Detect(Window(Site() with { Via = "System.IO.MemoryStream.set_Capacity" }));

        Assert.Contains("Response.Body", finding?.Action, StringComparison.Ordinal);
        Assert.DoesNotContain("Rent", finding?.Action, StringComparison.Ordinal);
    }

    private static AllocationSite Site() => new()
    {
        Method = "Shop.ImportController.Import",
        File = "Controllers/ImportController.cs",
        Line = 42,
        Type = "System.Byte[]",
        Kind = AllocationKind.Loh,
        BytesPerSecond = 148e6,
        BytesPerSecondError = 4.4e6,
        Share = 0.71,
        ObjectSize = 2 * MiB,
        Samples = 1200,
        Routes = [new RouteShare("POST /import", 0.98)],
    };

    private static DiagnosisWindow Window(AllocationSite? site = null, GenerationSize? loh = null) => new()
    {
        Length = TimeSpan.FromMinutes(1),
        Gc = [.. Enumerable.Range(1, 31).Select(i => Collection(i, loh ?? new GenerationSize(676 * MiB, 400 * MiB, 12 * MiB)))],
        Sites = [site ?? Site()],
        Pauses = new PauseSummary
        {
            Count = 31,
            Total = TimeSpan.FromSeconds(1.2),
            Max = TimeSpan.FromMilliseconds(121),
            RequestsPaused = 214,
            WorstTraces = ["4bf92f3577b34da6a3ce929d0e0e4736"],
        },
        HeapLimitBytes = 1536 * MiB,
    };

    private static GcSample Collection(int index, GenerationSize loh)
    {
        GenerationSizes sizes = default;
        sizes[GenerationSizes.Loh] = loh;
        return new GcSample { Timestamp = index * Stopwatch.Frequency, Index = index, Generation = 2, Reason = 4, Sizes = sizes };
    }
}
