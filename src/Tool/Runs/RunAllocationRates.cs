namespace AppFrag.Tool.Runs;

/// <summary>What was allocated in one stretch in which samples were taken, by heap.</summary>
/// <param name="From">Seconds since the start of the recording.</param>
/// <param name="To">Seconds since the start of the recording.</param>
/// <param name="Soh">Small object heap.</param>
/// <param name="Loh">Large object heap.</param>
/// <param name="Poh">Pinned object heap.</param>
internal sealed record RunAllocationRates(double From, double To, RunRate Soh, RunRate Loh, RunRate Poh);

/// <param name="BytesPerSecond">Estimate.</param>
/// <param name="BytesPerSecondError">Half width of its 95 % interval: the random draw of the samples.</param>
internal readonly record struct RunRate(double BytesPerSecond, double BytesPerSecondError);
