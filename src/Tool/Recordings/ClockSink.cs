using System.Diagnostics;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Tool.Recordings;

/// <summary>Gives events to the next sink with their timestamps on this machine's scale: a recording may come from one whose clock ticks otherwise.</summary>
internal sealed class ClockSink(INetTraceSink next) : INetTraceSink
{
    private long _frequency = Stopwatch.Frequency;

    public void OnHeader(in NetTraceHeader header)
    {
        _frequency = header.QpcFrequency;
        next.OnHeader(header with { SyncTimeQpc = Scale(header.SyncTimeQpc), QpcFrequency = Stopwatch.Frequency });
    }

    public void OnEvent(in NetTraceEvent e)
    {
        if (_frequency == Stopwatch.Frequency)
        {
            next.OnEvent(e);
            return;
        }

        next.OnEvent(new NetTraceEvent
        {
            Metadata = e.Metadata,
            Timestamp = Scale(e.Timestamp),
            ThreadId = e.ThreadId,
            ActivityId = e.ActivityId,
            RelatedActivityId = e.RelatedActivityId,
            Payload = e.Payload,
            Stack = e.Stack,
        });
    }

    private long Scale(long timestamp) => _frequency == Stopwatch.Frequency
        ? timestamp
        : (long)Int128.Clamp((Int128)timestamp * Stopwatch.Frequency / _frequency, long.MinValue, long.MaxValue);
}
