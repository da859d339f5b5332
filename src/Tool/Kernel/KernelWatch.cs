using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Tool.Kernel.Bpf;
using AppFrag.Tool.Kernel.Counting;
using AppFrag.Tool.Kernel.Hist;
using AppFrag.Tool.Kernel.Processes;
using AppFrag.Tool.Kernel.Tracing;
using AppFrag.Tool.Kernel.Waits;

namespace AppFrag.Tool.Kernel;

/// <summary>
/// Watches the kernel's memory events for a while. States: watching (from <see cref="Start"/>) → finished
/// (<see cref="Finish"/>, once) → disposed, which removes everything it put into the kernel. What cannot be watched is named
/// with its reason; the rest is watched.
/// </summary>
internal sealed class KernelWatch : IDisposable
{
    private readonly TraceInstance _instance;
    private readonly Dictionary<string, EventFormat> _formats = new(StringComparer.Ordinal);
    private readonly List<ICounting> _countings = [];
    private readonly List<SourceStatus> _sources = [];
    private readonly WaitTracker _waits = new();
    private TracePipe? _pipe;
    private long _startedAt;
    private long _windowStart;

    private KernelWatch(TraceInstance instance) => _instance = instance;

    /// <exception cref="KernelRefusedException">Nothing at all can be watched.</exception>
    public static KernelWatch Start(Tracefs tracefs, CountingChoice choice)
    {
        StaleInstances.Remove(Path.Combine(tracefs.Root, "instances"), ProcessFiles.OwnPidNamespace());
        var watch = new KernelWatch(TraceInstance.Create(tracefs));
        try
        {
            watch.Begin(choice);
            return watch;
        }
        catch
        {
            watch.Dispose();
            throw;
        }
    }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_startedAt);

    private StartedTable? MixingParts { get; set; }

    private StartedTable? MixingBlocks { get; set; }

    private StartedTable? MixingTasks { get; set; }

    private StartedTable? Allocations { get; set; }

    private StartedTable? Frees { get; set; }

    private StartedTable? CacheAllocations { get; set; }

    private StartedTable? CacheFrees { get; set; }

    private StartedTable? PageFaults { get; set; }

    private IEnumerable<StartedTable> Tables =>
        new[] { MixingParts, MixingBlocks, MixingTasks, Allocations, Frees, CacheAllocations, CacheFrees, PageFaults }.OfType<StartedTable>();

    private KernelCounters Before { get; set; } = KernelCounters.None;

    /// <summary>Takes out the rare events that have come; to be called a few times a second.</summary>
    public void Drain() => _pipe?.DrainTo(_waits);

    /// <summary>Stops and reads everything.</summary>
    public KernelObservation Finish()
    {
        var observed = Elapsed;
        _countings.ForEach(counting => counting.Stop());
        TryWrite(_instance.File("tracing_on"), "0");
        Drain();
        var after = KernelCounters.Read();
        return new KernelObservation
        {
            Observed = observed,
            WindowStart = _windowStart,
            Before = Before,
            After = after,
            Waits = _waits,
            MixingParts = MixingParts?.Read(),
            MixingBlocks = MixingBlocks?.Read(),
            MixingTasks = MixingTasks?.Read(),
            Allocations = Allocations?.Read(),
            Frees = Frees?.Read(),
            CacheAllocations = CacheAllocations?.Read(),
            CacheFrees = CacheFrees?.Read(),
            PageFaults = PageFaults?.Read(),
            CountedBy = [.. Tables.Select(table => table.CountedBy).OfType<string>().Distinct()],
            Sources = [.. Before.Sources, .. Tables.Select(table => table.Status), .. WaitSources()],
        };
    }

    public void Dispose()
    {
        // The pipe first: an instance that is being read cannot be removed.
        _pipe?.Dispose();
        _countings.ForEach(counting => counting.Dispose());
        _instance.Dispose();
    }

    private void Begin(CountingChoice choice)
    {
        if (choice is CountingChoice.Auto or CountingChoice.Bpf)
        {
            _countings.Add(new BpfCounting(FormatOf));
        }

        if (choice is CountingChoice.Auto or CountingChoice.Hist)
        {
            _countings.Add(new HistCounting(_instance, FormatOf));
        }

        Before = KernelCounters.Read();
        // Before anything is counted: a process that is older than this had its id all the time.
        _windowStart = ProcessFiles.TicksSinceBoot() ?? 0;
        if (Before.Blocks is { } blocks)
        {
            MixingParts = Count("mixing", WatchedTables.MixingByType(blocks.Order, isPart: true));
            MixingBlocks = Count("mixing-blocks", WatchedTables.MixingByType(blocks.Order, isPart: false));
            MixingTasks = Count("mixing-processes", WatchedTables.MixingByTask(blocks.Order));
        }
        else
        {
            MixingParts = StartedTable.Unavailable("mixing", "the size of a pageblock is not known: " + Before.WhyNoBlocks);
        }

        Frees = Count("kfree", WatchedTables.Frees);
        Allocations = Count("kmalloc", WatchedTables.Allocations);
        CacheFrees = Count("kmem_cache_free", WatchedTables.CacheFrees);
        CacheAllocations = Count("kmem_cache_alloc", WatchedTables.CacheAllocations);
        PageFaults = Count("page_fault_user", WatchedTables.PageFaults);
        FollowWaits();
        var tried = Tables.Select(table => table.Status).Concat(_sources).ToArray();
        if (tried.All(source => source.State != SourceState.Ok))
        {
            throw new KernelRefusedException($"nothing can be watched: {string.Join("; ", tried.Select(source => source.Reason).Distinct())}");
        }

        _startedAt = Stopwatch.GetTimestamp();
    }

    private StartedTable Count(string name, TableSpec table) => StartedTable.Start(name, table, _countings);

    private void FollowWaits()
    {
        // New instances take over what somebody set for the whole machine; lines must look as documented.
        foreach (string option in (string[])["noraw", "nohex", "nobin", "nofields", "norecord-tgid", "context-info"])
        {
            TryWrite(_instance.File("trace_options"), option);
        }

        // The default clock may differ between processors, and a task may move while it works.
        TryWrite(_instance.File("trace_clock"), "mono");
        foreach (var kind in Enum.GetValues<WaitKind>())
        {
            try
            {
                _pipe ??= TracePipe.Open(_instance);
                ControlFile.Write(_instance.Event(WaitEvents.End(kind), "enable"), "1");
                ControlFile.Write(_instance.Event(WaitEvents.Begin(kind), "enable"), "1");
                _sources.Add(new SourceStatus(NameOf(kind), SourceState.Ok));
            }
            catch (KernelRefusedException exception)
            {
                _sources.Add(new SourceStatus(NameOf(kind), SourceState.Unavailable, exception.Message));
            }
        }
    }

    private IEnumerable<SourceStatus> WaitSources() => _sources.Select(source => source.State == SourceState.Ok && _waits.Lost > 0
        ? source with { Reason = $"{_waits.Lost} events of compaction or reclaim were lost: they came faster than they could be read" }
        : source);

    public static string NameOf(WaitKind kind) => kind == WaitKind.Compaction ? "compaction" : "direct-reclaim";

    private EventFormat FormatOf(string name)
    {
        if (!_formats.TryGetValue(name, out var format))
        {
            string text = ControlFile.Read(_instance.Event(name, "format"));
            if (!EventFormat.TryParse(text, out format, out string problem))
            {
                throw new KernelRefusedException($"events/{name}/format, {problem}");
            }

            _formats.Add(name, format!);
        }

        return format!;
    }

    private static void TryWrite(string path, string text)
    {
        try
        {
            ControlFile.Write(path, text);
        }
        catch (KernelRefusedException)
        {
            // An option that this kernel does not know was not set either.
        }
    }
}
