using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Diagnosis;
using AppFrag.Model;
using AppFrag.Sources.Runtime;

namespace AppFrag.Composition;

/// <summary>From a stretch of the timeline to a <see cref="DiagnosisWindow"/> and an <see cref="AppFragReport"/>.</summary>
internal sealed class ReportBuilder(
    Timeline timeline,
    HostHistory history,
    Func<bool, HostReport?> host,
    Func<IReadOnlyList<SourceStatus>> sources,
    IReadOnlyList<IDetector> detectors,
    TimeProvider timeProvider,
    AssociationSearch? associations = null,
    ChangeSearch? changes = null)
{
    private const int MaxTraces = 5;

    /// <summary>Ids of findings about the host begin so.</summary>
    private const string HostFinding = "host-";

    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];

    private readonly LiveHeapHistory _liveHeap = new();

    // What is expensive to read of the host is read sooner while somebody may be harmed by its state.
    private volatile bool _hostFindingOpen;

    public AppFragReport Build(TimeSpan window)
    {
        (TimelineWindow data, DiagnosisWindow diagnosis, AllocatedBytes? allocated) = Look(window);
        IReadOnlyList<Finding> findings = Diagnosis.Findings.In(diagnosis, detectors);
        _hostFindingOpen = findings.Any(finding => finding.Severity > Severity.Info && finding.Id.StartsWith(HostFinding, StringComparison.Ordinal));
        return new AppFragReport
        {
            Timestamp = timeProvider.GetUtcNow(),
            Window = diagnosis.Length,
            Host = diagnosis.LatestHost,
            Gc = Gc(data, diagnosis, allocated),
            Sites = diagnosis.Sites,
            Findings = findings,
            Sources = sources(),
        };
    }

    /// <summary>What the detectors are given, for those who keep it and ask them again later.</summary>
    public DiagnosisWindow Window(TimeSpan window) => Look(window).Diagnosis;

    private (TimelineWindow Data, DiagnosisWindow Diagnosis, AllocatedBytes? Allocated) Look(TimeSpan window)
    {
        long to = timeProvider.GetTimestamp();
        long allocatedBytes = GC.GetTotalAllocatedBytes(precise: false);
        TimelineWindow data = timeline.Window(to - (long)(window.TotalSeconds * timeProvider.TimestampFrequency), to);
        HostReport? latestHost = host(_hostFindingOpen);
        _liveHeap.Add(data.Gen2Kept);
        AllocatedBytes? allocated = Allocated(data, allocatedBytes);
        long heapLimit = GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes;
        var diagnosis = new DiagnosisWindow
        {
            Length = Covered(data),
            Host = data.Host,
            LatestHost = latestHost,
            EarlierHost = latestHost is null ? null : history.At(latestHost.Timestamp - window),
            OldestHost = history.Oldest,
            Gc = Collections(data),
            Collections = data.Runtime.Count > 1 ? Counts(data) : [],
            LiveHeap = _liveHeap.Points,
            Associations = associations?.Reported ?? [],
            Changes = changes?.Latest ?? [],
            HoleTrends = HoleTrends.Of(data.Gen2Kept, heapLimit),
            Pinned = data.Pinned?.Types ?? [],
            Sites = SiteEstimator.Sites(data.Bursts, allocated),
            Pauses = Pauses(data),
            HeapLimitBytes = heapLimit,
            ProcessId = Environment.ProcessId,
        };
        return (data, diagnosis, allocated);
    }

    // The window asked for may reach back to before the agent started.
    private static TimeSpan Covered(TimelineWindow data) => data.Runtime.Count > 0
        ? System.Diagnostics.Stopwatch.GetElapsedTime(Math.Max(data.From, data.Runtime[0].Timestamp), data.To)
        : data.Length;

    // Up to now: what no burst has seen yet counts as well.
    private static AllocatedBytes? Allocated(TimelineWindow data, long allocatedBytes) =>
        AllocatedBytes.Between([.. data.Runtime.Select(sample => (sample.Timestamp, sample.AllocatedBytes)), (data.To, allocatedBytes)]);

    private static IReadOnlyList<GcSample> Collections(TimelineWindow data) =>
        data.LatestGc is { } latest && (data.Gen2.Count == 0 || data.Gen2[^1].Index != latest.Index) ? [.. data.Gen2, latest] : data.Gen2;

    private static int[] Counts(TimelineWindow data)
    {
        RuntimeSample first = data.Runtime.Count > 0 ? data.Runtime[0] : default;
        RuntimeSample last = data.Runtime.Count > 0 ? data.Runtime[^1] : default;
        return
        [
            last.Gen0Collections - first.Gen0Collections,
            last.Gen1Collections - first.Gen1Collections,
            last.Gen2Collections - first.Gen2Collections,
        ];
    }

    private static GcReport Gc(TimelineWindow data, DiagnosisWindow diagnosis, AllocatedBytes? allocated)
    {
        GenerationSizes sizes = data.LatestGc?.Sizes ?? GcPoll.Sizes();
        var generations = new GenerationReport[GenerationSizes.Count];
        for (int i = 0; i < generations.Length; i++)
        {
            generations[i] = new GenerationReport(Generations[i], sizes[i].SizeBytes, sizes[i].FragmentedBytes);
        }

        return new GcReport
        {
            Generations = generations,
            Collections = Counts(data),
            Trends = diagnosis.HoleTrends,
            Pinned = diagnosis.Pinned,
            PauseTotal = diagnosis.Pauses.Total,
            PauseMax = diagnosis.Pauses.Max,
            LohBytesPerSecond = SiteEstimator.Rate(data.Bursts, AllocationKind.Loh, allocated),
            HeapLimitBytes = diagnosis.HeapLimitBytes,
        };
    }

    private static PauseSummary Pauses(TimelineWindow data)
    {
        if (data.Runtime.Count == 0)
        {
            return new PauseSummary();
        }

        return new PauseSummary
        {
            Count = data.Runtime.Sum(s => s.LongPauses),
            Total = data.Runtime[^1].PauseTotal - data.Runtime[0].PauseTotal,
            Max = data.Runtime.Max(s => s.PauseMax),
            RequestsPaused = data.Runtime.Sum(s => s.RequestsPaused),
            Full = data.Runtime.Any(s => s.FullPauses is not null) ? TimeSpan.FromTicks(data.Runtime.Sum(s => s.FullPauses?.Ticks ?? 0)) : null,
            RequestTime = TimeSpan.FromTicks(data.Runtime.Sum(s => s.PausedRequestTime.Ticks)),
            Worst =
            [
                .. data.Paused
                    .GroupBy(p => (p.TraceId, p.SpanId))
                    .Select(request => new FindingExample(request.Key.TraceId, request.Key.SpanId, request.Count(), TimeSpan.FromTicks(request.Sum(p => p.Pause.Ticks))))
                    .OrderByDescending(example => example.Paused)
                    .Take(MaxTraces),
            ],
        };
    }
}
