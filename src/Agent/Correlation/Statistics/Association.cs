namespace AppFrag.Correlation.Statistics;

/// <summary>
/// That two series of the timeline moved together in one window more than chance and load explain. Evidence level 1, and
/// level 2 where <see cref="AssociationPair.Mechanism"/> is open on this machine; never a cause. What detectors are given
/// has passed twice, in two windows that share no second.
/// </summary>
internal sealed record Association
{
    public required AssociationPair Pair { get; init; }

    public required AssociationTest Test { get; init; }

    /// <summary>
    /// Strength, −1 to 1. <see cref="AssociationTest.CrossCorrelation"/>: Spearman's ρ of the residuals at <see cref="LagSeconds"/>;
    /// <see cref="AssociationTest.EventStudy"/>: mean rank after an event against all others, −1 lowest to 1 highest;
    /// <see cref="AssociationTest.Coincidence"/>: of the first's events that chance leaves without one of the second, the share that met one.
    /// </summary>
    public required double Effect { get; init; }

    /// <summary>By how much the second follows the first, seconds; negative: it goes before it.</summary>
    public required int LagSeconds { get; init; }

    /// <summary>Probability of such an effect at any of the lags without any association, 0 to 1.</summary>
    public required double P { get; init; }

    /// <summary>The same after Benjamini–Hochberg over all pairs that could be tested in the window.</summary>
    public required double AdjustedP { get; init; }

    /// <summary>Pairs of seconds compared, or events.</summary>
    public required int Count { get; init; }

    /// <summary>Whether the window before showed it too: same sign, same lag to within two seconds.</summary>
    public required bool IsReplicated { get; init; }
}
