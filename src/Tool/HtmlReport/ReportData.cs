using System.Text.Json;
using AppFrag.Model;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.HtmlReport;

/// <summary>What the page shows: a run, with its timeline thinned out to what a screen can show.</summary>
internal sealed record ReportData
{
    private const int MaxSlots = 1200;
    private const int PausesListed = 100;

    /// <summary>What the page shows of appfrag.host/1; the rest (counters, caches) is in the run itself.</summary>
    private static readonly string[] HostKeys = ["timestamp", "scope", "pageSize", "pmdOrder", "zones", "nodes", "freeListCompleteness", "memory", "thp", "sysctl"];

    public required string ToolVersion { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required double Seconds { get; init; }

    public required string? EndedEarly { get; init; }

    public required RunProcess Process { get; init; }

    public required RunMachine? Machine { get; init; }

    public required RunGc Gc { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    public required IReadOnlyList<RunEpisode> Episodes { get; init; }

    public required ReportCollections Collections { get; init; }

    public required ReportCollectionRates CollectionRates { get; init; }

    public required ReportPauses Pauses { get; init; }

    /// <summary>The longest of all, longest first.</summary>
    public required IReadOnlyList<RunPause> LongestPauses { get; init; }

    public required IReadOnlyList<RunAllocationRates> Allocations { get; init; }

    public required IReadOnlyList<AllocationSite> Sites { get; init; }

    /// <summary>The full readings of the host at the end and at the start, without what the page does not show.</summary>
    public required IReadOnlyDictionary<string, JsonElement>? Host { get; init; }

    public required IReadOnlyDictionary<string, JsonElement>? HostEarlier { get; init; }

    public required IReadOnlyList<RunHostSample> HostTimeline { get; init; }

    public required RunMovement? Movement { get; init; }

    public required IReadOnlyList<SourceStatus> Sources { get; init; }

    public static ReportData Of(Run run)
    {
        var slots = new Slots(run.Seconds, MaxSlots);
        return new ReportData
        {
            ToolVersion = run.ToolVersion,
            Start = run.Start,
            Seconds = run.Seconds,
            EndedEarly = run.EndedEarly,
            Process = run.Process,
            Machine = run.Machine,
            Gc = run.Gc,
            Findings = run.Findings,
            Episodes = run.Episodes,
            Collections = ReportCollections.Of(run, slots),
            CollectionRates = ReportCollectionRates.Of(run),
            Pauses = ReportPauses.Of(run, slots),
            LongestPauses = [.. run.Pauses.OrderByDescending(pause => pause.Seconds).Take(PausesListed)],
            Allocations = run.Allocations,
            Sites = run.Sites,
            Host = Picked(run.Host?.Latest),
            HostEarlier = Picked(run.Host?.Earlier),
            // Counters only grow: the last of a slot keeps their sum.
            HostTimeline = slots.Pick(run.Host?.Timeline ?? [], sample => sample.At, sample => sample.At),
            Movement = run.Movement,
            Sources = run.Sources,
        };
    }

    private static Dictionary<string, JsonElement>? Picked(JsonElement? host) => host is { ValueKind: JsonValueKind.Object } report
        ? report.EnumerateObject().Where(property => HostKeys.Contains(property.Name)).ToDictionary(property => property.Name, property => property.Value)
        : null;
}
