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
    public void MostCollectionsNotSeen_ReportsWithTheRuntimesCount_AndSaysHowManyReasonsItKnows()
    {
        // While collections are polled: a few with their reason from a short look, two a second without, 6,000 in all.
        DiagnosisWindow window = RequestBufferWindows.Window();
        GcSample[] seen = [.. window.Gc.Take(8), .. window.Gc.Skip(8).Select(sample => sample with { Reason = -1 })];

        Finding? finding = _detector.Detect(window with { Gc = seen, Collections = [6000, 6000, 6000], Pauses = new PauseSummary() });

        Assert.Equal(Severity.Warning, finding?.Severity);
        Assert.Equal("6000 gen2 collections in 60 s; of 8 whose reason was seen, 8 began because the budget of the large object heap was used up (alloc_loh).", finding?.Details[0]);
        Assert.StartsWith("6000 gen2 collections a minute", finding?.Details[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void TooFewReasonsSeen_StaysSilent()
    {
        DiagnosisWindow window = RequestBufferWindows.Window();
        Assert.Null(_detector.Detect(window with { Gc = [.. window.Gc.Select((sample, i) => i < 4 ? sample : sample with { Reason = -1 })], Collections = [6000, 6000, 6000] }));
    }

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
