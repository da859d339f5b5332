namespace AppFrag.Correlation;

/// <summary>What a process allocated in a stretch of time, counted by the GC.</summary>
internal readonly record struct AllocatedBytes(long Bytes, double Seconds);
