namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>The Trace object: what applies to every event of the stream.</summary>
/// <param name="SyncTimeUtc">Wall clock at <paramref name="SyncTimeQpc"/>.</param>
/// <param name="SyncTimeQpc">The same moment on the clock of the event timestamps (<see cref="System.Diagnostics.Stopwatch"/> ticks in our own process).</param>
/// <param name="QpcFrequency">Ticks per second.</param>
/// <param name="PointerSize">4 or 8: the width of pointers in stacks and payloads.</param>
/// <param name="ProcessId">The traced process.</param>
/// <param name="ProcessorCount">Logical processors the traced process saw.</param>
internal readonly record struct NetTraceHeader(
    DateTime SyncTimeUtc,
    long SyncTimeQpc,
    long QpcFrequency,
    int PointerSize,
    int ProcessId,
    int ProcessorCount)
{
    /// <summary>The wall clock time of an event timestamp.</summary>
    public DateTime ToUtc(long timestamp) =>
        SyncTimeUtc.AddTicks((long)((Int128)(timestamp - SyncTimeQpc) * TimeSpan.TicksPerSecond / QpcFrequency));
}
