namespace AppFrag.Sources.Runtime;

/// <summary>Which of the runtime's events a burst is made of.</summary>
internal enum SamplingEvents
{
    /// <summary>AllocationSampled (303): drawn at random by the byte, .NET 10. Switches AllocationTick off in every session of the process.</summary>
    Sampled,

    /// <summary>AllocationTick (10): about every 100 KB by heap; leaves other tools' ticks alone. Its error is not that of a random draw.</summary>
    Tick,
}
