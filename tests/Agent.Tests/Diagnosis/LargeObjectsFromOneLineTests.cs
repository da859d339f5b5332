using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

public sealed class LargeObjectsFromOneLineTests
{
    private static readonly AllocationSite Line = RequestBufferWindows.Site() with { Routes = [] };
    private static readonly GenerationSize FewHoles = new(100 << 20, 1 << 20, 0);

    private readonly LargeObjectsFromOneLine _detector = new();

    [Fact]
    public void ForcedCollections_Report()
    {
        Finding? finding = _detector.Detect(RequestBufferWindows.Window(Line, FewHoles));

        Assert.Equal((LargeObjectsFromOneLine.Id, Severity.Info, EvidenceLevel.ObservedInProcess), (finding?.Id, finding?.Severity, finding?.Evidence));
        Assert.Contains(finding!.Details, detail => detail.StartsWith("31 of 31 gen2 collections", StringComparison.Ordinal));
        Assert.Equal(42, finding.Site?.Line);
        // No request is tied to the line; those that stood still in the collections paid all the same.
        Assert.Equal(["4bf92f3577b34da6a3ce929d0e0e4736"], finding.ExampleTraces);
    }

    [Fact]
    public void ForcedMoreThanOnceASecond_IsWarning() =>
        Assert.Equal(Severity.Warning, _detector.Detect(RequestBufferWindows.Window(Line, FewHoles) with { Length = TimeSpan.FromSeconds(20) })?.Severity);

    [Fact]
    public void HolesWithoutForcedCollections_Report() =>
        Assert.NotNull(_detector.Detect(RequestBufferWindows.Window(Line) with { Length = TimeSpan.FromMinutes(10) }));

    [Fact]
    public void NeitherHolesNorForcedCollections_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(Line, FewHoles) with { Length = TimeSpan.FromMinutes(10) }));

    [Fact]
    public void HolesOfAFewMegabytes_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(Line, new GenerationSize(8 << 20, 6 << 20, 0)) with { Length = TimeSpan.FromMinutes(10) }));

    [Fact]
    public void SiteOfRequests_IsLeftToTheDetectorsThatNameThem() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window()));

    [Theory]
    [InlineData(0.2, 1200)]
    [InlineData(0.71, 19)]
    public void SmallShareOrFewSamples_StaysSilent(double share, long samples) =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(Line with { Share = share, Samples = samples })));

    [Fact]
    public void SmallObjectsOnly_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(Line with { Kind = AllocationKind.Soh })));

    [Fact]
    public void NoFullCollection_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(Line) with { Gc = [] }));
}
