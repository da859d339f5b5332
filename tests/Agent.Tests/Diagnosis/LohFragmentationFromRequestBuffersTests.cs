using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

public sealed class LohFragmentationFromRequestBuffersTests
{
    private const long MiB = RequestBufferWindows.MiB;

    private readonly LohFragmentationFromRequestBuffers _detector = new();

    [Fact]
    public void HolesAndOneRequestSite_Reports()
    {
        Finding? finding = _detector.Detect(RequestBufferWindows.Window());

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
        DiagnosisWindow window = RequestBufferWindows.Window() with { Pauses = new PauseSummary(), HeapLimitBytes = 64L << 30, Length = TimeSpan.FromMinutes(10) };

        Assert.Equal(Severity.Info, _detector.Detect(window)?.Severity);
    }

    [Fact]
    public void OneOddCollection_DoesNotDecide()
    {
        DiagnosisWindow window = RequestBufferWindows.Window(loh: new GenerationSize(676 * MiB, 60 * MiB, 0));
        GcSample odd = RequestBufferWindows.Collection(99, new GenerationSize(676 * MiB, 600 * MiB, 0));

        Assert.Null(_detector.Detect(window with { Gc = [.. window.Gc, odd] }));
    }

    [Fact]
    public void SmallHeapWithAHighShare_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(loh: new GenerationSize(5 * MiB, 3 * MiB, 0))));

    [Fact]
    public void BigHeapWithFewHoles_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(loh: new GenerationSize(676 * MiB, 60 * MiB, 0))));

    [Fact]
    public void SiteOutsideRequests_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Routes = [] })));

    [Fact]
    public void ManySitesOfEqualWeight_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Share = 0.1 })));

    [Fact]
    public void TooFewSamples_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Samples = 5 })));

    [Fact]
    public void SmallObjectSiteOnly_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Kind = AllocationKind.Soh })));

    [Fact]
    public void NoSites_StaysSilent() => Assert.Null(_detector.Detect(RequestBufferWindows.Window() with { Sites = [] }));

    [Fact]
    public void NoCollections_StaysSilent() => Assert.Null(_detector.Detect(RequestBufferWindows.Window() with { Gc = [] }));

    [Fact]
    public void FileWithoutLine_SaysWhyAndClaimsNoLine()
    {
        Finding? finding = _detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Line = null }));

        Assert.Contains(finding?.Details ?? [], d => d.Contains("Controllers/ImportController.cs (no line: optimized code)", StringComparison.Ordinal));
        Assert.Contains(finding?.Details ?? [], d => d.Contains("come from one method", StringComparison.Ordinal));
    }

    [Fact]
    public void GrowingMemoryStream_IsToldToStream_NotToRent()
    {
        Finding? finding = _detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Via = "System.IO.MemoryStream.set_Capacity" }));

        Assert.Contains("Response.Body", finding?.Action, StringComparison.Ordinal);
        Assert.DoesNotContain("Rent", finding?.Action, StringComparison.Ordinal);
    }
}
