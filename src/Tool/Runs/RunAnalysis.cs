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
        var sites = SiteEstimator.Sites(recorded.Bursts);
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
            HoleTrends = HoleTrends.Of([.. recorded.Gc.Samples.Where(sample => sample.Generation == 2).TakeLast(MaxTrend)], limitBytes: 0),
            ProcessId = recorded.Process.Id,
            Sites = sites,
            Pauses = new PauseSummary { Count = recorded.Gc.Pauses, Total = recorded.Gc.PauseTotal, Max = recorded.Gc.PauseMax, Full = recorded.Gc.FullPauseTotal },
        };
        var findings = Diagnosis.Findings.In(window, ServiceDetectors.All);
        var timeline = new RunTimeline(recorded);
        return new Run
        {
            ToolVersion = typeof(RunAnalysis).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
            Start = recorded.StartUtc,
            Seconds = window.Length.TotalSeconds,
            EndedEarly = recorded.EndedEarly,
            Process = recorded.Process,
            Machine = recorded.Machine,
            Gc = Gc(recorded, timeline.Collections.Count),
            Collections = timeline.Collections,
            Pauses = timeline.Pauses,
            Allocations = timeline.Allocations,
            Sites = sites,
            Host = Host(recorded, timeline.Host, findings),
            Findings = findings,
            Episodes = new RunEpisodes(recorded).Of(findings, ServiceDetectors.All),
            Sources = recorded.Sources,
        };
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
