using System.Text.Json.Serialization;
using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>One recording and what follows from it: the content of a <c>run.json</c>, schema <c>appfrag.run/1</c>.</summary>
internal sealed record Run
{
    public const string CurrentSchema = "appfrag.run/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>Version of the tool that wrote it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>When recording began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>How long it went on. Times below are seconds since <see cref="Start"/>.</summary>
    public required double Seconds { get; init; }

    /// <summary>Why it ended before it was meant to, or is not whole; <see langword="null"/> when it is.</summary>
    public required string? EndedEarly { get; init; }

    public required RunProcess Process { get; init; }

    /// <summary><see langword="null"/> when the recording does not tell.</summary>
    public RunMachine? Machine { get; init; }

    public required RunGc Gc { get; init; }

    /// <summary>In order of time; thinned out evenly when there were too many, see <see cref="RunGc.CollectionsOmitted"/>.</summary>
    public required IReadOnlyList<RunCollection> Collections { get; init; }

    /// <summary>In order of time; of more than 5,000 the longest. <see cref="RunGc.Pauses"/> counts all.</summary>
    public IReadOnlyList<RunPause> Pauses { get; init; } = [];

    /// <summary>In order of time; empty without allocation events.</summary>
    public IReadOnlyList<RunAllocationRates> Allocations { get; init; } = [];

    /// <summary>Largest estimate first.</summary>
    public required IReadOnlyList<AllocationSite> Sites { get; init; }

    /// <summary><see langword="null"/> without host values.</summary>
    public required RunHost? Host { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>When each of the findings held, in order of time.</summary>
    public IReadOnlyList<RunEpisode> Episodes { get; init; } = [];

    /// <summary>What was compared second by second; <see langword="null"/> where nothing was.</summary>
    public RunMovement? Movement { get; init; }

    /// <summary>What was read and what was not, with the reason.</summary>
    public required IReadOnlyList<SourceStatus> Sources { get; init; }
}
