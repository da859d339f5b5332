namespace PeakTraffic.Load;

/// <summary>Which twin of each endpoint gets the requests.</summary>
internal enum Variant
{
    Naive,
    Pooled,

    /// <summary>Both in turn: for warming up.</summary>
    Both,
}
