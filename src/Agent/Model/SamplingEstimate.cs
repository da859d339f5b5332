namespace AppFrag.Model;

/// <summary>
/// The arithmetic of the runtime's AllocationSampled event (303, .NET 10): every allocated byte is drawn with
/// p = 1/102,400, so an object of s bytes is seen with 1 − (1−p)^s, and each seen object stands for the inverse of that.
/// Source: docs/design/features/RandomizedAllocationSampling.md of dotnet/runtime.
/// </summary>
internal static class SamplingEstimate
{
    /// <summary>Mean number of bytes between two samples.</summary>
    public const double MeanBytes = 102_400;

    // log(1 - p), so that (1-p)^s = exp(s·log(1-p)).
    private static readonly double LogMiss = double.LogP1(-1 / MeanBytes);

    /// <summary>Number of objects of this size that one sample stands for; at least 1.</summary>
    /// <param name="objectSize">Bytes, header included.</param>
    public static double Weight(long objectSize) => objectSize > 0 ? -1 / double.ExpM1(objectSize * LogMiss) : 0;
}
