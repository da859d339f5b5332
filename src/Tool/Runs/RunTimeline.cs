using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>The parts of a <see cref="Run"/> that have a time, each with as many entries as a file can carry. Pure.</summary>
internal sealed class RunTimeline(RecordedRun recorded)
{
    private const int MaxCollections = 5000;
    private const int MaxPauses = 5000;
    private const int MaxHostSamples = 3600;
    private const double Normal = 1.96;

    private static readonly string[] Types = ["blocking", "background", "foreground"];

    public IReadOnlyList<RunCollection> Collections { get; } = [.. Thin(recorded.Gc.Samples, MaxCollections).Select(sample => Collection(sample, recorded))];

    public IReadOnlyList<RunPause> Pauses { get; } =
    [
        .. recorded.Gc.LongestPauses.OrderByDescending(pause => pause.Duration).Take(MaxPauses).OrderBy(pause => pause.Start).Select(pause => Pause(pause, recorded)),
    ];

    public IReadOnlyList<RunAllocationRates> Allocations { get; } = [.. recorded.Bursts.Where(burst => burst.ObservedSeconds > 0).Select(burst => Rates(burst, recorded))];

    public IReadOnlyList<RunHostSample> Host { get; } = [.. Thin(recorded.Host, MaxHostSamples).Select(sample => HostSample(sample, recorded))];

    public static double Seconds(RecordedRun recorded, long timestamp) => Math.Round(Stopwatch.GetElapsedTime(recorded.Start, timestamp).TotalSeconds, 6);

    private static RunCollection Collection(GcSample sample, RecordedRun recorded) => new()
    {
        At = Seconds(recorded, sample.Timestamp),
        Index = sample.Index,
        Generation = sample.Generation,
        Type = (uint)sample.Type < (uint)Types.Length ? Types[sample.Type] : "unknown",
        Reason = GcReasons.NameOf(sample.Reason),
        PauseSeconds = recorded.Gc.PauseOf(sample.Index).TotalSeconds,
        PromotedBytes = sample.PromotedBytes,
        Before = Sizes(sample.SizesBefore),
        After = Sizes(sample.Sizes),
    };

    private static RunGenerationSize[] Sizes(GenerationSizes sizes) =>
        [.. Enumerable.Range(0, GenerationSizes.Count).Select(i => new RunGenerationSize(sizes[i].SizeBytes, sizes[i].FreeListBytes, sizes[i].FreeObjectBytes))];

    private static RunPause Pause(GcPause pause, RecordedRun recorded) => new()
    {
        At = Seconds(recorded, pause.Start),
        Seconds = pause.Duration.TotalSeconds,
        Index = pause.Index,
        Generation = pause.Generation,
        Reason = pause.Reason,
    };

    private static RunAllocationRates Rates(AllocationBurst burst, RecordedRun recorded) => new(
        Seconds(recorded, burst.Start),
        Seconds(recorded, burst.End),
        Rate(burst, AllocationKind.Soh),
        Rate(burst, AllocationKind.Loh),
        Rate(burst, AllocationKind.Poh));

    private static RunRate Rate(AllocationBurst burst, AllocationKind kind)
    {
        var groups = burst.Groups.Where(group => group.Kind == kind);
        return new RunRate(
            Math.Round(groups.Sum(group => group.Bytes) / burst.ObservedSeconds),
            Math.Round(Normal * Math.Sqrt(groups.Sum(group => group.DrawVariance)) / burst.ObservedSeconds));
    }

    private static RunHostSample HostSample(HostSample sample, RecordedRun recorded) => new()
    {
        At = Seconds(recorded, sample.Timestamp),
        MemFreeBytes = sample.MemFreeBytes,
        MemAvailableBytes = sample.MemAvailableBytes,
        UnusableIndexPmd = sample.UnusableIndexPmd,
        FreeHugePages = sample.FreePmdBlocks,
        CompactionStalls = sample.CompactionStalls,
        AllocationStalls = sample.AllocationStalls,
        ThpFaultFallbacks = sample.ThpFaultFallbacks,
        HostPressureSome = sample.HostPressureSome,
        HostPressureFull = sample.HostPressureFull,
        CgroupPressureSome = sample.CgroupPressureSome,
        CgroupPressureFull = sample.CgroupPressureFull,
        CgroupCurrentBytes = sample.CgroupCurrentBytes,
        CgroupLimitBytes = sample.CgroupLimitBytes,
        ProcessMajorFaults = sample.ProcessMajorFaults,
        MemoryMaps = sample.MemoryMaps,
    };

    private static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> items, int max)
    {
        int stride = (items.Count + max - 1) / max;
        return stride <= 1 ? items : [.. items.Where((_, i) => i % stride == 0)];
    }
}
