using System.Diagnostics;
using System.Text.Json;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Diagnosis.Detectors;
using AppFrag.Export;
using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>From raw material to a <see cref="Run"/>: the agent's estimates and detectors on it. Pure.</summary>
internal static class RunAnalysis
{
    private const int MaxCollections = 5000;
    private const int MaxHostSamples = 3600;

    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];
    private static readonly string[] Types = ["blocking", "background", "foreground"];
    private static readonly IDetector[] Detectors = [new LohFragmentationFromRequestBuffers(), new FullCollectionsFromRequestBuffers(), new LargeObjectsFromOneLine(), new GcHolesWithoutSite(), .. HostDetectors.All];

    public static Run Analyze(RecordedRun recorded)
    {
        var sites = SiteEstimator.Sites(recorded.Bursts);
        var window = new DiagnosisWindow
        {
            Length = Stopwatch.GetElapsedTime(recorded.Start, recorded.End),
            Host = recorded.Host,
            LatestHost = recorded.LatestHost,
            EarlierHost = recorded.EarlierHost,
            OldestHost = recorded.EarlierHost,
            Gc = recorded.Gc.Samples,
            Sites = sites,
            Pauses = new PauseSummary { Count = recorded.Gc.Pauses, Total = recorded.Gc.PauseTotal, Max = recorded.Gc.PauseMax },
        };
        var findings = Findings(window);
        var listed = Thin(recorded.Gc.Samples, MaxCollections);
        return new Run
        {
            ToolVersion = typeof(RunAnalysis).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
            Start = recorded.StartUtc,
            Seconds = window.Length.TotalSeconds,
            EndedEarly = recorded.EndedEarly,
            Process = recorded.Process,
            Gc = Gc(recorded, listed.Count),
            Collections = [.. listed.Select(sample => Collection(sample, recorded))],
            Sites = sites,
            Host = Host(recorded, findings),
            Findings = findings,
            Sources = recorded.Sources,
        };
    }

    private static IReadOnlyList<Finding> Findings(DiagnosisWindow window)
    {
        var findings = Diagnosis.Findings.In(window, Detectors);
        // Without requests a line that stands out is named by a detector of its own; "no line stands out" would be wrong then.
        return findings.Any(finding => finding.Id == LargeObjectsFromOneLine.Id) ? [.. findings.Where(finding => finding.Id != GcHolesWithoutSite.Id)] : findings;
    }

    private static RunGc Gc(RecordedRun recorded, int listed)
    {
        var loh = SiteEstimator.Rate(recorded.Bursts, AllocationKind.Loh);
        return new RunGc
        {
            Generations = recorded.Gc.Latest is { } latest
                ? [.. Generations.Select((name, i) => new GenerationReport(name, latest.Sizes[i].SizeBytes, latest.Sizes[i].FragmentedBytes))]
                : [],
            Collections = recorded.Gc.Counts,
            PauseSeconds = recorded.Gc.PauseTotal.TotalSeconds,
            LongestPauseSeconds = recorded.Gc.PauseMax.TotalSeconds,
            Pauses = recorded.Gc.Pauses,
            CollectionsOmitted = recorded.Gc.Counts.Sum() - listed,
            LohBytesPerSecond = loh?.Value,
            LohBytesPerSecondError = loh?.Error,
        };
    }

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

    private static RunHost? Host(RecordedRun recorded, IReadOnlyList<Finding> findings)
    {
        if (recorded.LatestHost is not { } report)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            HostJson.Write(json, report, [.. findings.Where(finding => finding.Site is null)]);
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return new RunHost(document.RootElement.Clone(), [.. Thin(recorded.Host, MaxHostSamples).Select(sample => HostSample(sample, recorded))]);
    }

    private static RunHostSample HostSample(HostSample sample, RecordedRun recorded) => new()
    {
        At = Seconds(recorded, sample.Timestamp),
        MemFreeBytes = sample.MemFreeBytes,
        MemAvailableBytes = sample.MemAvailableBytes,
        UnusableIndexPmd = sample.UnusableIndexPmd,
        CompactionStalls = sample.CompactionStalls,
        AllocationStalls = sample.AllocationStalls,
        ThpFaultFallbacks = sample.ThpFaultFallbacks,
        HostPressureSome = sample.HostPressureSome,
        CgroupPressureSome = sample.CgroupPressureSome,
    };

    private static double Seconds(RecordedRun recorded, long timestamp) => Math.Round(Stopwatch.GetElapsedTime(recorded.Start, timestamp).TotalSeconds, 6);

    private static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> items, int max)
    {
        int stride = (items.Count + max - 1) / max;
        return stride <= 1 ? items : [.. items.Where((_, i) => i % stride == 0)];
    }
}
