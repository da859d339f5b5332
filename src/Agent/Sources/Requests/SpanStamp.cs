using System.Buffers.Binary;
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
    public static Guid Of(ActivityTraceId traceId, ActivitySpanId spanId)
    {
        Span<byte> bytes = stackalloc byte[16];
        spanId.CopyTo(bytes[..8]);
        Span<byte> trace = stackalloc byte[16];
        traceId.CopyTo(trace);
        trace[8..].CopyTo(bytes[8..]);
        return MemoryMarshal.Read<Guid>(bytes);
    }

    /// <summary>The span id inside a stamp, for messages and tests.</summary>
    public static string SpanIdOf(Guid stamp)
    {
        Span<byte> bytes = stackalloc byte[16];
        MemoryMarshal.Write(bytes, stamp);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
