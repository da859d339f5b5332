namespace AppFrag.Correlation.Statistics;

/// <summary>What a series does at events.</summary>
/// <param name="Mean">Mean answer at the lag where it is strongest.</param>
/// <param name="Chance">Mean answer at shuffled events.</param>
/// <param name="Lag">Seconds after the event.</param>
/// <param name="P">Probability of an answer as strong at any of the lags by chance.</param>
/// <param name="Events">Events that met a known second.</param>
internal readonly record struct EventAnswer(double Mean, double Chance, int Lag, double P, int Events);
