using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AppFrag.Sources.Requests;

/// <summary>
/// The 16 bytes that the runtime copies from a thread onto every event it writes: the W3C span id and the random half
/// of the trace id. The span id tells nested spans apart; the half trace id makes a span of another trace with the same
/// id a miss instead of a wrong answer (see docs/adr/0003).
/// </summary>
internal static class SpanStamp
{
    public static Guid Of(ActivityTraceId traceId, ActivitySpanId spanId) => Of(traceId, spanId, out _);

    /// <param name="traceId">W3C trace id.</param>
    /// <param name="spanId">W3C span id.</param>
    /// <param name="traceLeft">The half of the trace id that finds no room in the stamp, for <see cref="TraceIdOf"/>.</param>
    public static Guid Of(ActivityTraceId traceId, ActivitySpanId spanId, out ulong traceLeft)
    {
        Span<byte> bytes = stackalloc byte[16];
        traceId.CopyTo(bytes);
        traceLeft = MemoryMarshal.Read<ulong>(bytes);
        spanId.CopyTo(bytes[..8]);
        return MemoryMarshal.Read<Guid>(bytes);
    }

    /// <summary>The span id inside a stamp.</summary>
    public static ActivitySpanId SpanIdOf(Guid stamp)
    {
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, stamp);
        return ActivitySpanId.CreateFromBytes(bytes[..8]);
    }

    /// <summary>The trace id of which a stamp holds the right half.</summary>
    public static ActivityTraceId TraceIdOf(Guid stamp, ulong traceLeft)
    {
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, stamp);
        MemoryMarshal.Write(bytes, traceLeft);
        return ActivityTraceId.CreateFromBytes(bytes);
    }
}
