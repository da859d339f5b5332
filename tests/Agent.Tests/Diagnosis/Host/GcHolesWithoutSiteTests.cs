using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Export;
using AppFrag.Model;
using Microsoft.Extensions.Logging;

namespace AppFrag.Agent.Tests.Diagnosis.Host;

public class GcHolesWithoutSiteTests
{
    internal static DiagnosisWindow FullOfHoles { get; } = Window(100, 90);

    private static DiagnosisWindow Window(long sizeMiB, long holesMiB, int collections = 3)
    {
        GenerationSizes sizes = default;
        sizes[GenerationSizes.Gen2] = new GenerationSize(sizeMiB << 20, holesMiB << 20, 0);
        sizes[GenerationSizes.Loh] = new GenerationSize(sizeMiB << 20, 0, 0);
        return new DiagnosisWindow
        {
            Length = TimeSpan.FromMinutes(1),
            Gc = [.. Enumerable.Range(0, collections).Select(i => new GcSample { Timestamp = i, Index = i, Generation = 2, Reason = 0, Sizes = sizes })],
        };
    }

    [Fact]
    public void HolesAndNoSite_LetsTheGcCompactEarlier()
    {
        var finding = new GcHolesWithoutSite().Detect(FullOfHoles);

        Assert.Equal("export DOTNET_GCConserveMemory=0x4", finding?.Command);
        Assert.Equal("unset DOTNET_GCConserveMemory", finding?.Undo);
        Assert.Equal("0 (off)", finding?.Setting?.DefaultValue);
    }

    [Fact]
    public void Advice_IsPrintedInTheLog()
    {
        var logger = new LastMessage();
        new FindingLog(logger).Write([new FindingChange(FindingChangeKind.Opened, new GcHolesWithoutSite().Detect(FullOfHoles)!, TimeSpan.Zero)]);

        Assert.Contains("\nNow: DOTNET_GCConserveMemory = unknown (by default: 0 (off))\nRun: export DOTNET_GCConserveMemory=0x4\nUndo: unset DOTNET_GCConserveMemory\nCost: Longer pauses", logger.Text, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Information, logger.Level);
    }

    [Fact]
    public void SmallHeap_StaysSilent() => Assert.Null(new GcHolesWithoutSite().Detect(Window(50, 49)));

    [Fact]
    public void FewHoles_StaysSilent() => Assert.Null(new GcHolesWithoutSite().Detect(Window(1000, 600)));

    [Fact]
    public void FewCollections_StaysSilent() => Assert.Null(new GcHolesWithoutSite().Detect(Window(100, 90, 2)));

    [Fact]
    public void SiteKnown_LeavesItToTheFindingThatNamesIt() =>
        Assert.Null(new GcHolesWithoutSite().Detect(FullOfHoles with { Sites = [RequestBufferWindows.Site()] }));

    private sealed class LastMessage : ILogger
    {
        public string Text { get; private set; } = "";

        public LogLevel Level { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            (Text, Level) = (formatter(state, exception), logLevel);
    }
}
