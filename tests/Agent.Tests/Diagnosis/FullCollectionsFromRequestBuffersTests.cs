using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Diagnosis;

public sealed class FullCollectionsFromRequestBuffersTests
{
    private readonly FullCollectionsFromRequestBuffers _detector = new();

    [Fact]
    public void BudgetOfTheLargeObjectHeapUsedUpAgainAndAgain_Reports()
    {
        // Few holes: it is about the collections.
        Finding? finding = _detector.Detect(RequestBufferWindows.Window(loh: new GenerationSize(100 << 20, 1 << 20, 0)));

        Assert.Equal((_detector.FindingId, Severity.Warning, EvidenceLevel.ObservedInProcess), (finding?.Id, finding?.Severity, finding?.Evidence));
        Assert.Contains("31 of 31 gen2 collections", finding?.Details[0], StringComparison.Ordinal);
        Assert.Equal(42, finding?.Site?.Line);
    }

    [Fact]
    public void NobodyStoodStill_IsInfo() =>
        Assert.Equal(Severity.Info, _detector.Detect(RequestBufferWindows.Window() with { Pauses = new PauseSummary() })?.Severity);

    [Fact]
    public void NobodyStoodStillButMoreThanOneASecond_IsWarning() =>
        Assert.Equal(Severity.Warning, _detector.Detect(RequestBufferWindows.Window() with { Pauses = new PauseSummary(), Length = TimeSpan.FromSeconds(20) })?.Severity);

    [Fact]
    public void FewCollections_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window() with { Length = TimeSpan.FromMinutes(10) }));

    [Fact]
    public void CollectionsForAnotherReason_StaysSilent()
    {
        // Induced ones, and those that the small object heap asks for.
        DiagnosisWindow window = RequestBufferWindows.Window();
        Assert.Null(_detector.Detect(window with { Gc = [.. window.Gc.Select((s, i) => s with { Reason = i % 2 })] }));
    }

    [Fact]
    public void YoungCollectionsOnly_StaysSilent()
    {
        DiagnosisWindow window = RequestBufferWindows.Window();
        Assert.Null(_detector.Detect(window with { Gc = [.. window.Gc.Select(s => s with { Generation = 0 })] }));
    }

    [Fact]
    public void NoSingleSite_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Share = 0.2 })));

    [Fact]
    public void SiteOutsideRequests_StaysSilent() =>
        Assert.Null(_detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Routes = [] })));

    [Fact]
    public void SiteWithoutALine_NamesItsFile() =>
        Assert.Contains(
            _detector.Detect(RequestBufferWindows.Window(RequestBufferWindows.Site() with { Line = null }))!.Details,
            d => d.Contains("  Controllers/ImportController.cs (no line: optimized code)  ", StringComparison.Ordinal));
}
