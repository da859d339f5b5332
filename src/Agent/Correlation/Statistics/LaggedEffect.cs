namespace AppFrag.Correlation.Statistics;

/// <summary>The strongest effect over the lags that were looked at.</summary>
/// <param name="Effect">−1 to 1.</param>
/// <param name="Lag">Seconds by which the second follows the first.</param>
/// <param name="P">Probability of it at any of the lags by chance.</param>
/// <param name="Count">Pairs of seconds, or events.</param>
internal readonly record struct LaggedEffect(double Effect, int Lag, double P, int Count);
