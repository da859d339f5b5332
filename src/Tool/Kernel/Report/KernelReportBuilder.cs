using AppFrag.Model;
using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Processes;
using AppFrag.Tool.Kernel.Symbols;
using AppFrag.Tool.Kernel.Waits;

namespace AppFrag.Tool.Kernel.Report;

/// <summary>Gives names to what the kernel counted, and puts rows of one process, site, size or cache together. Pure.</summary>
internal sealed class KernelReportBuilder(KernelObservation observation, KernelSymbols symbols, ProcessDirectory processes)
{
    /// <summary>Addresses that need a name.</summary>
    public static IEnumerable<ulong> Addresses(KernelObservation observation) =>
        new[] { observation.Allocations, observation.Frees }.OfType<CountedTable>().SelectMany(table => table.Rows).Select(row => row.Keys[0].Number);

    public KernelReport Build(TimeSpan requested, DateTimeOffset timestamp, string kernelRelease) => new()
    {
        Timestamp = timestamp,
        KernelRelease = kernelRelease,
        Requested = requested,
        Observed = observation.Observed,
        CountedBy = observation.CountedBy,
        Mixing = Mixing(),
        Compaction = Waits(WaitKind.Compaction),
        DirectReclaim = Waits(WaitKind.DirectReclaim),
        PageFaults = observation.PageFaults is { } faults ? new ProcessCounts(ByProcess(faults.Rows)) : null,
        Allocations = observation.Allocations is { } allocations ? Allocations(allocations) : null,
        Caches = observation is { CacheAllocations: { } given, CacheFrees: { } back } ? new CacheReport(Caches(given, back)) : null,
        Vmstat = KernelCounters.Changes(observation.Before, observation.After),
        Sources = [.. observation.Sources, symbols.Status],
    };

    private MixingReport? Mixing()
    {
        if (observation is not { MixingParts: { } parts, MixingBlocks: { } whole, Before.Blocks: { } blocks })
        {
            return null;
        }

        var types = parts.Rows.Select(row => Types(row, isPart: true)).Concat(whole.Rows.Select(row => Types(row, isPart: false)));
        return new MixingReport(
            blocks.Order,
            [.. types.OrderByDescending(one => one.Events)],
            observation.MixingTasks is { } tasks ? ByProcess(tasks.Rows.Where(row => row.Keys[1].Number == 0)) : null,
            Counts(blocks),
            observation.After.Blocks is { } after ? Counts(after) : new Dictionary<string, long>());

        MixingTypes Types(CountedRow row, bool isPart) =>
            new(blocks.NameOf(row.Keys[0].Number), blocks.NameOf(row.Keys[1].Number), isPart, row.Keys[2].Number != 0, row.Hits);
    }

    private static Dictionary<string, long> Counts(PageBlocks blocks) =>
        blocks.Types.Zip(blocks.Counts).DistinctBy(type => type.First).ToDictionary(type => type.First, type => type.Second);

    private ProcessCount[] ByProcess(IEnumerable<CountedRow> rows) =>
    [
        .. rows.GroupBy(row => processes.Identify((int)row.Keys[0].Number, row.Keys[0].Text ?? ""))
            .Select(group => new ProcessCount(group.Key, group.Sum(row => row.Hits)))
            .OrderByDescending(process => process.Events),
    ];

    private WaitReport? Waits(WaitKind kind)
    {
        if (!observation.Sources.Any(source => source.Name == KernelWatch.NameOf(kind) && source.State == SourceState.Ok))
        {
            return null;
        }

        var byProcess = observation.Waits.Totals.Where(wait => wait.Key.Kind == kind)
            .GroupBy(wait => (Process: processes.Identify(wait.Key.Thread, wait.Key.Name), IsBackground: IsBackground(wait.Key.Name)))
            .Select(group =>
            {
                var total = new WaitTotals();
                foreach (var wait in group)
                {
                    total.Add(wait.Value);
                }

                return new ProcessWait(group.Key.Process, group.Key.IsBackground, total.Runs, total.Microseconds, total.LongestMicroseconds, total.Successes, total.PagesReclaimed);
            });
        return new WaitReport([.. byProcess.OrderByDescending(wait => wait.Microseconds)], observation.Waits.StillOpen(kind), observation.Waits.WithoutBegin);
    }

    /// <summary>The kernel's own threads for this work, one per node.</summary>
    private static bool IsBackground(string thread) =>
        thread.StartsWith("kcompactd", StringComparison.Ordinal) || thread.StartsWith("kswapd", StringComparison.Ordinal);

    private AllocationReport Allocations(CountedTable table)
    {
        var sites = table.Rows.GroupBy(row => symbols.NameOf(row.Keys[0].Number)).Select(group => new AllocatingSite(
            group.Key,
            group.Sum(row => row.Hits),
            group.Sum(row => row.Hits * Size(row)),
            group.Sum(row => row.Held),
            group.Sum(row => row.Held * Size(row))));
        var sizes = table.Rows.GroupBy(Size).Select(group => new SizeClass(group.Key, group.Sum(row => row.Hits), group.Sum(row => row.Sum), group.Sum(row => row.Held)));
        return new AllocationReport(
            [.. sites.OrderByDescending(site => site.Bytes)],
            [.. sizes.OrderByDescending(size => size.Bytes)],
            observation.Frees is { } frees ? FreeingSites(frees) : null,
            table.MatchesReleases);

        static long Size(CountedRow row) => (long)Math.Min(row.Keys[1].Number, long.MaxValue >> 20);
    }

    private FreeingSite[] FreeingSites(CountedTable frees) =>
    [
        .. frees.Rows.GroupBy(row => symbols.NameOf(row.Keys[0].Number))
            .Select(group => new FreeingSite(group.Key, group.Sum(row => row.Hits)))
            .OrderByDescending(site => site.Frees),
    ];

    private static CacheBalance[] Caches(CountedTable given, CountedTable back)
    {
        var frees = back.Rows.GroupBy(Name).ToDictionary(group => group.Key, group => group.Sum(row => row.Hits));
        var allocations = given.Rows.GroupBy(Name).ToDictionary(group => group.Key, group => (Count: group.Sum(row => row.Hits), Bytes: group.Sum(row => row.Sum)));
        return
        [
            .. allocations.Keys.Union(frees.Keys)
                .Select(name => new CacheBalance(name, allocations.GetValueOrDefault(name).Count, frees.GetValueOrDefault(name), allocations.GetValueOrDefault(name).Bytes))
                .OrderByDescending(cache => Math.Abs(cache.NetBytes)).ThenByDescending(cache => cache.Bytes),
        ];

        static string Name(CountedRow row) => row.Keys[0].Text ?? "";
    }
}
