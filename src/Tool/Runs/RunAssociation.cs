using System.Text.Json;
using AppFrag.Correlation.Statistics;

namespace AppFrag.Tool.Runs;

/// <summary>That two series moved together in two windows, more than chance and load explain.</summary>
internal sealed record RunAssociation
{
    public required string Pair { get; init; }

    public required string First { get; init; }

    public required string Second { get; init; }

    /// <summary>How they were compared.</summary>
    public required string Test { get; init; }

    /// <summary>−1 to 1.</summary>
    public required double Effect { get; init; }

    /// <summary>By how much the second follows the first.</summary>
    public required int LagSeconds { get; init; }

    /// <summary>Corrected for all lags and pairs.</summary>
    public required double P { get; init; }

    /// <summary>Pairs of seconds, or events.</summary>
    public required int Count { get; init; }

    /// <summary>How the first could lead to the second; <see langword="null"/> when no way is known.</summary>
    public required string? Mechanism { get; init; }

    public static RunAssociation Of(Association association) => new()
    {
        Pair = association.Pair.Id,
        First = RunMovement.Name(association.Pair.First),
        Second = RunMovement.Name(association.Pair.Second),
        Test = JsonNamingPolicy.CamelCase.ConvertName(association.Test.ToString()),
        Effect = association.Effect,
        LagSeconds = association.LagSeconds,
        P = association.AdjustedP,
        Count = association.Count,
        Mechanism = association.Pair.Mechanism,
    };
}
