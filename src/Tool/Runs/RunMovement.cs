using System.Text.Json;
using AppFrag.Correlation;

namespace AppFrag.Tool.Runs;

/// <summary>What was compared second by second, and what came of it.</summary>
internal sealed record RunMovement
{
    /// <summary>Windows of five minutes that were compared. A pair is found when two of them show it.</summary>
    public required int Windows { get; init; }

    /// <summary>Pairs that were looked at in each window.</summary>
    public required int Pairs { get; init; }

    /// <summary>The strongest first.</summary>
    public required IReadOnlyList<RunAssociation> Associations { get; init; }

    /// <summary>In order of time.</summary>
    public required IReadOnlyList<RunChange> Changes { get; init; }

    public static RunMovement Of(RecordedMovement found, Func<long, double> seconds) => new()
    {
        Windows = found.Windows,
        Pairs = found.Pairs,
        Associations = [.. found.Found.Select(RunAssociation.Of)],
        Changes = [.. found.Changes.Select(change => new RunChange(Name(change.Series), seconds(change.Timestamp), change.Before, change.After))],
    };

    public static string Name(TimelineSeries series) => JsonNamingPolicy.CamelCase.ConvertName(series.ToString());
}
