using System.Text.Json.Serialization;

namespace AppFrag.Tool.Diff;

/// <summary>A comparison: the content of <c>appfrag diff --format json</c>, schema <c>appfrag.diff/1</c>.</summary>
internal sealed record DiffResult
{
    public const string CurrentSchema = "appfrag.diff/1";

    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = CurrentSchema;

    public required DiffSource Before { get; init; }

    public required DiffSource After { get; init; }

    /// <summary>All of it in one sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>Names of figures and methods that are worse by more than a tenth.</summary>
    public required IReadOnlyList<string> Regressions { get; init; }

    public required IReadOnlyList<DiffFigure> Figures { get; init; }

    /// <summary>Largest change first.</summary>
    public required IReadOnlyList<DiffSite> Sites { get; init; }

    /// <summary>What to keep in mind.</summary>
    public required IReadOnlyList<string> Caveats { get; init; }
}

/// <param name="File">As it was given.</param>
/// <param name="Kind"><c>run</c> or <c>profile</c>.</param>
/// <param name="Seconds">Length of the recording.</param>
/// <param name="ObservedSeconds">How long samples were taken.</param>
internal sealed record DiffSource(string File, string Kind, double Seconds, double ObservedSeconds);
