using System.Text.Json;
using AppFrag.Model;
using AppFrag.Tool.Kernel;
using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Processes;
using AppFrag.Tool.Kernel.Report;
using AppFrag.Tool.Kernel.Symbols;
using AppFrag.Tool.Kernel.Waits;
using AppFrag.Tool.KernelView;

namespace AppFrag.Tool.Tests.Kernel;

public class KernelReportTests
{
    private const ulong PipeSite = 0xffffffff816c7b47;

    private static readonly SourceStatus[] WaitsWatched = [new("compaction", SourceState.Ok), new("direct-reclaim", SourceState.Ok)];

    private static CountedRow Row(long hits, long sum, params KeyValue[] keys) => new(keys, hits, sum, Released: 0, Unmatched: 0);

    private static KeyValue Number(ulong value) => new(value, null);

    private static CountedTable Table(params CountedRow[] rows) => new(rows, Lost: 0, MatchesReleases: true);

    private static KernelReport Report(Func<KernelObservation, KernelObservation> change, params string[] traceLines)
    {
        var waits = new WaitTracker();
        foreach (string line in traceLines)
        {
            waits.Accept(line);
        }

        Assert.True(PageBlocks.TryParse(KernelFixture.Text("pagetypeinfo-6.18.txt"), out var blocks, out _));
        var observation = change(new KernelObservation
        {
            Observed = TimeSpan.FromSeconds(10),
            WindowStart = 1000,
            Before = KernelCounters.Of(blocks!, []),
            After = KernelCounters.Of(blocks!, []),
            Waits = waits,
            CountedBy = ["BPF"],
            Sources = WaitsWatched,
        });
        var symbols = KernelSymbols.Parse(KernelFixture.Bytes("kallsyms-6.18.txt"), KernelReportBuilder.Addresses(observation));
        var processes = new ProcessDirectory(1000, hasKernelIds: true, id => id < 100 ? 1 : null, id => id, id => $"service{id}");
        return new KernelReportBuilder(observation, symbols, processes).Build(TimeSpan.FromSeconds(10), DateTimeOffset.UnixEpoch, "6.18.0");
    }

    private static KernelObservation Quiet(KernelObservation observation) => observation with { MixingParts = Table(), MixingBlocks = Table(), MixingTasks = Table() };

    [Fact]
    public void Verdict_NothingSeen_ClaimsOnlyWhatWasWatched()
    {
        Assert.Equal(
            "Within 10.0 s no page was taken from a block of another type that stayed as it was; nobody compacted memory; nobody had to free memory to get some.",
            KernelVerdict.Of(Report(Quiet)));
        Assert.Equal(
            "Within 10.0 s nobody compacted memory; nobody had to free memory to get some (not watched: mixing).",
            KernelVerdict.Of(Report(observation => observation)));
        Assert.Equal(
            "Within 10.0 s nothing was watched that says anything about fragmentation (not watched: mixing, compaction, direct reclaim).",
            KernelVerdict.Of(Report(observation => observation with { Sources = [] })));
    }

    [Fact]
    public void Verdict_MixingAndWaiting_NamesBothAndNoCause()
    {
        var report = Report(
            observation => observation with
            {
                MixingParts = Table(Row(7, 0, Number(0), Number(1), Number(0)), Row(3, 0, Number(1), Number(0), Number(0)), Row(5, 0, Number(0), Number(1), Number(1))),
                MixingBlocks = Table(Row(90, 0, Number(0), Number(1), Number(1))),
                MixingTasks = Table(Row(8, 0, new KeyValue(50, "a"), Number(0)), Row(2, 0, new KeyValue(50, "b"), Number(0)), Row(99, 0, new KeyValue(60, "c"), Number(1))),
            },
            "          dotnet-50   [001] ..... 10.000000: mm_compaction_begin: zone_start=0x1",
            "          dotnet-50   [001] ..... 10.002500: mm_compaction_end: zone_start=0x1 status=success",
            "      kcompactd0-70   [001] ..... 11.000000: mm_compaction_begin: zone_start=0x1",
            "      kcompactd0-70   [001] ..... 11.000900: mm_compaction_end: zone_start=0x1 status=complete");

        Assert.Equal((105, 10, 7), (report.Mixing!.Events, report.Mixing.Harmful, report.Mixing.UnmovableInMovable));
        Assert.Equal(new ProcessCount(new ProcessIdentity(50, "service50", ProcessState.Running), 10), Assert.Single(report.Mixing.Processes!));
        Assert.Equal(
            "Within 10.0 s allocations 10 times left a block with pages of two types (7 of them put what cannot be moved among what can, which compaction cannot undo), most often service50; "
            + "one process compacted memory, once for 2.5 ms in total (longest: service50).",
            KernelVerdict.Of(report));
        Assert.Equal(1, report.Compaction!.Processes[0].Successes);
        Assert.True(report.Compaction.Processes[1].IsBackground);
    }

    [Fact]
    public void Verdict_OnlyBackgroundCompaction_SaysThatNobodyWaited() =>
        Assert.Contains(
            "only the kernel's own thread did compaction in the background, 900 µs",
            KernelVerdict.Of(Report(
                Quiet,
                "      kcompactd0-70   [001] ..... 11.000000: mm_compaction_begin: zone_start=0x1",
                "      kcompactd0-70   [001] ..... 11.000900: mm_compaction_end: zone_start=0x1 status=complete")),
            StringComparison.Ordinal);

    [Fact]
    public void Allocations_AreBalancedBySiteAndBySize()
    {
        var report = Report(observation => observation with
        {
            Allocations = Table(
                new CountedRow([Number(PipeSite), Number(1024)], Hits: 100, Sum: 64_000, Released: 90, Unmatched: 4),
                new CountedRow([Number(PipeSite), Number(192)], Hits: 10, Sum: 1_600, Released: 12, Unmatched: 0)),
            Frees = Table(Row(102, 0, Number(0xffffffffd0000000))),
        });

        var allocations = report.Allocations!;
        Assert.Equal(new AllocatingSite("alloc_pipe_info+0xd7", 110, 102_400 + 1920, 6, 6 * 1024), Assert.Single(allocations.Sites));
        Assert.Equal([new SizeClass(1024, 100, 64_000, 6), new SizeClass(192, 10, 1_600, 0)], allocations.Sizes);
        Assert.Equal(102_400 - 64_000, allocations.Sizes[0].Wasted);
        Assert.Equal(new FreeingSite("0xffffffffd0000000", 102), Assert.Single(allocations.FreeSites!));
    }

    [Fact]
    public void Caches_AreBalancedByName()
    {
        var report = Report(observation => observation with
        {
            CacheAllocations = Table(Row(10, 1920, new KeyValue(0, "dentry"))),
            CacheFrees = Table(Row(4, 0, new KeyValue(0, "dentry")), Row(3, 0, new KeyValue(0, "filp"))),
        });

        Assert.Equal([new CacheBalance("dentry", 10, 4, 1920), new CacheBalance("filp", 0, 3, 0)], report.Caches!.Caches);
        Assert.Equal(6 * 192, report.Caches.Caches[0].NetBytes);
    }

    [Fact]
    public void Counters_AreChangesAndZonesPutTogether()
    {
        Assert.True(PageBlocks.TryParse(KernelFixture.Text("pagetypeinfo-6.18.txt"), out var blocks, out _));
        var before = KernelCounters.Of(blocks!, new() { ["allocstall_dma32"] = 1, ["allocstall_normal"] = 5, ["pgmajfault"] = 7, ["gone"] = 1 });
        var after = KernelCounters.Of(blocks!, new() { ["allocstall_dma32"] = 2, ["allocstall_normal"] = 8, ["pgmajfault"] = 7, ["new"] = 1 });

        Assert.Equal(new Dictionary<string, long> { ["allocstall"] = 4, ["pgmajfault"] = 0 }, KernelCounters.Changes(before, after));
    }

    [Fact]
    public void Json_OfNothing_HasEveryKeyAndNullForWhatWasNotWatched()
    {
        using var json = Json(Report(observation => observation with { Sources = [new SourceStatus("kmalloc", SourceState.Unavailable, "the kernel refuses")] }));

        string[] keys = [.. json.RootElement.EnumerateObject().Select(property => property.Name)];
        Assert.Equal(
            ["schema", "timestamp", "kernel", "requestedSeconds", "observedSeconds", "verdict", "countedBy", "mixing", "compaction", "directReclaim", "pageFaults", "kmalloc", "caches", "vmstat", "sources"],
            keys);
        Assert.All(keys[7..12], key => Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(key).ValueKind));
        Assert.Equal("the kernel refuses", json.RootElement.GetProperty("sources")[0].GetProperty("reason").GetString());
    }

    [Fact]
    public void Json_HostileNames_AreData()
    {
        using var json = Json(Report(observation => observation with { PageFaults = Table(Row(5, 0, new KeyValue(500, "\u001b[2J\"}\n[x]"))) }));

        var process = json.RootElement.GetProperty("pageFaults").GetProperty("processes")[0];
        Assert.Equal("\u001b[2J\"}\n[x]", process.GetProperty("name").GetString());
        Assert.Equal("passing", process.GetProperty("state").GetString());
        Assert.Equal(500, process.GetProperty("processId").GetInt32());
    }

    private static JsonDocument Json(KernelReport report)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            KernelJsonView.Write(writer, report, top: 10);
        }

        return JsonDocument.Parse(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }
}
