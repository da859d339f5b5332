namespace AppFrag.Correlation.Statistics;

/// <summary>How two series were compared; chosen by what they look like in the window, see <see cref="SeriesForm"/>.</summary>
internal enum AssociationTest
{
    /// <summary>Both move in most seconds: rank correlation of what their own past and the load do not explain, over lags of up to 20 s either way.</summary>
    CrossCorrelation,

    /// <summary>One moves all the time, the other happens now and then: what the first does around the events.</summary>
    EventStudy,

    /// <summary>Both happen now and then: how often together.</summary>
    Coincidence,
}
