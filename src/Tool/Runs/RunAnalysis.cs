using System.Diagnostics;
using System.Text.Json;
using AppFrag.Correlation;
using AppFrag.Diagnosis;
using AppFrag.Export;
using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>From raw material to a <see cref="Run"/>: the agent's estimates and detectors on it. Pure.</summary>
internal static class RunAnalysis
{
    private static readonly string[] Generations = ["gen0", "gen1", "gen2", "loh", "poh"];

    // The slope compares every two of them; as many as the agent keeps.
    private const int MaxTrend = 256;

    public static Run Analyze(RecordedRun recorded)
    {
        var diagnosis = Diagnose(recorded);
        var timeline = new RunTimeline(recorded);
        return new Run
        {
            ToolVersion = typeof(RunAnalysis).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
            Start = recorded.StartUtc,
            Seconds = diagnosis.Length.TotalSeconds,
            EndedEarly = recorded.EndedEarly,
            Process = recorded.Process,
            Machine = recorded.Machine,
            Gc = diagnosis.Gc with { CollectionsOmitted = recorded.Gc.Counts.Sum() - timeline.Collections.Count },
            Collections = timeline.Collections,
            Pauses = timeline.Pauses,
            Allocations = timeline.Allocations,
            Sites = diagnosis.Sites,
            Host = Host(recorded, timeline.Host, diagnosis.Findings),
            Findings = diagnosis.Findings,
            Episodes = new RunEpisodes(recorded).Of(diagnosis.Findings, ServiceDetectors.All),
            Movement = recorded.Movement is { } movement ? RunMovement.Of(movement, timestamp => RunTimeline.Seconds(recorded, timestamp)) : null,
            Sources = recorded.Sources,
        };
    }

    /// <summary>What there is to say, without the lists that only a file carries: for those who ask again every second.</summary>
    public static RunDiagnosis Diagnose(RecordedRun recorded)
    {
        var window = new DiagnosisWindow
        {
            Length = Stopwatch.GetElapsedTime(recorded.Start, recorded.End),
            Host = recorded.Host,
            LatestHost = recorded.LatestHost,
            EarlierHost = recorded.EarlierHost,
            OldestHost = recorded.EarlierHost,
            Gc = recorded.Gc.Samples,
            Collections = recorded.Sources.Any(source => source is { Name: "gc-events", State: SourceState.Ok }) ? recorded.Gc.AtLeast() : [],
            LiveHeap = LiveHeapHistory.Of(recorded.Gc.Samples),
            Associations = recorded.Movement?.Found ?? [],
            Changes = recorded.Movement?.Changes ?? [],
            HoleTrends = HoleTrends.Of([.. recorded.Gc.Samples.Where(sample => sample.Generation == 2).TakeLast(MaxTrend)], limitBytes: 0),
            ProcessId = recorded.Process.Id,
            Sites = SiteEstimator.Sites(recorded.Bursts),
            Pauses = new PauseSummary { Count = recorded.Gc.Pauses, Total = recorded.Gc.PauseTotal, Max = recorded.Gc.PauseMax, Full = recorded.Gc.FullPauseTotal },
        };
        return new RunDiagnosis(window.Length, Gc(recorded), window.Sites, Diagnosis.Findings.In(window, ServiceDetectors.All));
    }

    private static RunGc Gc(RecordedRun recorded)
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
            CollectionsOmitted = 0,
            LohBytesPerSecond = loh?.Value,
            LohBytesPerSecondError = loh?.Error,
        };
    }

    private static RunHost? Host(RecordedRun recorded, IReadOnlyList<RunHostSample> timeline, IReadOnlyList<Finding> findings) => recorded.LatestHost is { } latest
        ? new RunHost(Json(latest, [.. findings.Where(finding => finding.Site is null)]), timeline, recorded.EarlierHost is { } earlier ? Json(earlier, []) : null)
        : null;

    private static JsonElement Json(HostReport report, IReadOnlyList<Finding> findings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            HostJson.Write(json, report, findings);
        }

        using var document = JsonDocument.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        return document.RootElement.Clone();
    }
}
