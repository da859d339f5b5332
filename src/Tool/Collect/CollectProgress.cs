namespace AppFrag.Tool.Collect;

/// <param name="Elapsed">Since the start.</param>
/// <param name="Collections">Counted so far.</param>
/// <param name="Samples">Allocation samples so far.</param>
internal readonly record struct CollectProgress(TimeSpan Elapsed, int Collections, long Samples);
