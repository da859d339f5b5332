using AppFrag.Tool.Recordings;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Tests.Sample;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Analysis;
using Microsoft.Diagnostics.Tracing.Analysis.GC;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace AppFrag.Tool.Tests.Report;

/// <summary>Every collection of a recording, number by number, against TraceEvent's analysis of the same file.</summary>
public sealed class GcNumbersOracleTests
{
    private const int Generations = 5;

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task SampleUnderLoad_NumbersAreThoseOfTraceGC(string serverGC)
    {
        using var folder = new TemporaryFolder();
        using var service = await SampleService.StartAsync(("DOTNET_gcServer", serverGC));
        string path = folder.File("sample.nettrace");
        await RecordedTrace.RecordAsync(service.Id, path, TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);

        var run = RunAnalysis.Analyze(RecordingFile.Read(path));

        AssertSame(path, run, least: 4);
        // The same file has AllocationTick events: the lines that are known to allocate come first.
        var top = run.Sites[0];
        Assert.Contains($"{Path.GetFileName(top.File)}:{top.Line}", SampleSource.MarkedLines);
        Assert.Contains(run.Sources, source => source is { Name: "allocation-samples", Reason: not null });
    }

    [Fact]
    public void RecordedCollectionsOfEveryGeneration_NumbersAreThoseOfTraceGC()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("shop.nettrace");
        File.WriteAllBytes(path, RecordedTrace.Fixture());

        var run = RunAnalysis.Analyze(RecordingFile.Read(path));

        AssertSame(path, run, least: 7);
        Assert.Equal([1, 2, 4], run.Gc.Collections);
    }

    private static void AssertSame(string path, Run run, int least)
    {
        var expected = Oracle(path, out var pauses);
        Assert.True(expected.Count >= least, $"Only {expected.Count} collections were recorded.");
        var actual = run.Collections.ToDictionary(gc => gc.Index);
        Assert.All(expected, gc => Assert.Equal(Describe(gc), Describe(actual[gc.Number])));

        // TraceGC's pause of a background collection leaves out one of its two pauses, or gives it to the collection that
        // runs at its start: those two are covered by the sum, which must be that of all suspensions, and by the runtime's own
        // record of its pauses (GcSourceLiveTests).
        Assert.All(expected.Where(gc => !IsBackground(actual, gc.Number) && !IsBackground(actual, gc.Number - 1)), gc => Assert.Equal(gc.PauseDurationMSec, actual[gc.Number].PauseSeconds * 1000, 1e-3));
        Assert.Equal(pauses, run.Gc.PauseSeconds * 1000, 1e-3 * run.Gc.Pauses);
        Assert.Equal(0, run.Gc.CollectionsOmitted);
    }

    private static bool IsBackground(Dictionary<long, RunCollection> collections, int index) => collections.TryGetValue(index, out var gc) && gc.Type == "background";

    /// <summary>The collections that TraceEvent knows all about. Under server GC it leaves background ones without their histories.</summary>
    private static List<TraceGC> Oracle(string path, out double pauses)
    {
        using var source = new EventPipeEventSource(path);
        source.NeedLoadedDotNetRuntimes();
        double suspendedAt = double.NaN;
        double sum = 0;
        source.Clr.GCSuspendEEStart += e => suspendedAt = e.Reason is GCSuspendEEReason.SuspendForGC or GCSuspendEEReason.SuspendForGCPrep ? e.TimeStampRelativeMSec : double.NaN;
        source.Clr.GCRestartEEStop += e =>
        {
            sum += double.IsNaN(suspendedAt) ? 0 : e.TimeStampRelativeMSec - suspendedAt;
            suspendedAt = double.NaN;
        };
        source.Process();
        pauses = sum;
        return
        [
            .. source.Processes().Single(process => process.LoadedDotNetRuntime() is not null).LoadedDotNetRuntime().GC.GCs
                .Where(gc => gc.IsComplete && gc.PerHeapHistories.Count > 0 && gc.PerHeapHistories.Count == gc.GlobalHeapHistory?.NumHeaps),
        ];
    }

    private static string Describe(TraceGC gc) => FormattableString.Invariant(
        $"{gc.Number} gen{gc.Generation} {gc.Type} {gc.Reason} promoted {gc.HeapStats.TotalPromoted} {string.Join(" | ", Enumerable.Range(0, Generations).Select(i => Describe(gc, i)))}");

    private static string Describe(TraceGC gc, int generation)
    {
        var data = gc.PerHeapHistories.Select(heap => heap.GenData[generation]).ToArray();
        return FormattableString.Invariant(
            $"{data.Sum(d => d.SizeBefore)}/{data.Sum(d => d.FreeListSpaceBefore)}/{data.Sum(d => d.FreeObjSpaceBefore)} → {data.Sum(d => d.SizeAfter)}/{data.Sum(d => d.FreeListSpaceAfter)}/{data.Sum(d => d.FreeObjSpaceAfter)} fragmented {data.Sum(d => d.Fragmentation)}");
    }

    private static string Describe(RunCollection gc) => FormattableString.Invariant(
        $"{gc.Index} gen{gc.Generation} {TypeOf(gc)} {ReasonOf(gc)} promoted {gc.PromotedBytes} {string.Join(" | ", gc.Before.Zip(gc.After).Select(pair => Describe(pair.First, pair.Second)))}");

    private static string Describe(RunGenerationSize before, RunGenerationSize after) => FormattableString.Invariant(
        $"{before.SizeBytes}/{before.FreeListBytes}/{before.FreeObjectBytes} → {after.SizeBytes}/{after.FreeListBytes}/{after.FreeObjectBytes} fragmented {after.FreeListBytes + after.FreeObjectBytes}");

    private static GCType TypeOf(RunCollection gc) => gc.Type switch
    {
        "background" => GCType.BackgroundGC,
        "foreground" => GCType.ForegroundGC,
        _ => GCType.NonConcurrentGC,
    };

    private static GCReason ReasonOf(RunCollection gc) => gc.Reason switch
    {
        "alloc_soh" => GCReason.AllocSmall,
        "alloc_loh" => GCReason.AllocLarge,
        "induced" => GCReason.Induced,
        "induced_noforce" => GCReason.InducedNotForced,
        "lowmemory" => GCReason.LowMemory,
        "oos_soh" => GCReason.OutOfSpaceSOH,
        "oos_loh" => GCReason.OutOfSpaceLOH,
        "induced_compacting" => GCReason.InducedCompacting,
        _ => throw new InvalidOperationException($"a reason that no test has met: {gc.Reason}"),
    };
}
