namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>How two series that have nothing to do with one another look.</summary>
public enum SeriesKind
{
    White,
    Autoregressive90,
    Autoregressive97,
    Steps,
    CommonTrend,
    SparseBursts,

    /// <summary>Both follow the load; it is measured, with an error of 30 % of what both follow it with.</summary>
    SharedRhythm,
}
