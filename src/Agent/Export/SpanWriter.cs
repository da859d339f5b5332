using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Export;

/// <summary>
/// Writes <c>gc.large_allocation</c> and <c>gc.pause</c> as children of the host application's spans, after the fact:
/// with an explicit parent and the event's own time, because the parent may have ended long before the event arrived.
/// Bounded per second and per trace. Used by the agent's own thread only.
/// </summary>
internal sealed class SpanWriter(ActivitySource source, TimeProvider timeProvider, int maxPerSecond, int maxPerTrace)
{
    private readonly TraceCounts _traces = new();
    private long _second;
    private int _inSecond;

    /// <summary>Spans not written because a bound was reached.</summary>
    public long Suppressed { get; private set; }

    /// <summary>One large allocation, below the very span that made it.</summary>
    /// <returns>Whether it was written.</returns>
    public bool WriteLargeAllocation(TrackedSpan parent, in AllocationSample sample, CodeSite? site)
    {
        if (!parent.Recorded || !TryReserve(parent.TraceId))
        {
            return false;
        }

        DateTimeOffset at = ToUtc(sample.Timestamp);
        using Activity? span = Begin("gc.large_allocation", parent.TraceId, parent.SpanId, at);
        if (span is null)
        {
            return false;
        }

        span.SetTag(AttributeNames.AllocationType, sample.Type);
        span.SetTag(AttributeNames.AllocationSize, sample.Size);
        span.SetTag(AttributeNames.Generation, "loh");
        if (site is not null)
        {
            span.SetTag(AttributeNames.CodeFunction, site.Method);
            span.SetTag(AttributeNames.CodeFile, site.File);
            span.SetTag(AttributeNames.CodeLine, site.Line);
            span.SetTag(AttributeNames.AllocationVia, site.Via);
        }

        span.SetEndTime(at.UtcDateTime);
        return true;
    }

    /// <summary>One pause, below the local root of a request that was in flight.</summary>
    /// <param name="root">The request, which is recorded.</param>
    /// <param name="pause">The pause.</param>
    /// <param name="host">The host's values at the tick nearest before; <see langword="null"/> when unread.</param>
    /// <param name="pressure">Share of time in which somebody waited for memory, over the tick that the pause fell into; <see langword="null"/> when unknown.</param>
    /// <returns>Whether it was written.</returns>
    public bool WritePause(EndedRequest root, GcPause pause, HostSample? host, double? pressure = null)
    {
        if (!TryReserve(root.TraceId))
        {
            return false;
        }

        using Activity? span = Begin("gc.pause", root.TraceId, root.SpanId, ToUtc(pause.Start));
        if (span is null)
        {
            return false;
        }

        span.SetTag(AttributeNames.Generation, "gen" + pause.Generation.ToString(System.Globalization.CultureInfo.InvariantCulture));
        span.SetTag(AttributeNames.GcReason, pause.Reason);
        span.SetTag(AttributeNames.FragmentationBefore, pause.FragmentationBefore);
        span.SetTag(AttributeNames.FragmentationAfter, pause.FragmentationAfter);
        if (host is { UnusableIndexPmd: >= 0 } sample)
        {
            span.SetTag(AttributeNames.HostUnusableIndex, sample.UnusableIndexPmd / 1000.0);
        }

        if (host is { MemTotalBytes: > 0, MemAvailableBytes: >= 0 } memory)
        {
            span.SetTag(AttributeNames.HostAvailable, (double)memory.MemAvailableBytes / memory.MemTotalBytes);
        }

        if (pressure is { } share)
        {
            span.SetTag(AttributeNames.HostPressure, share);
        }

        span.SetEndTime(ToUtc(pause.End).UtcDateTime);
        return true;
    }

    private Activity? Begin(string name, ActivityTraceId traceId, ActivitySpanId parent, DateTimeOffset start)
    {
        var context = new ActivityContext(traceId, parent, ActivityTraceFlags.Recorded);
        return source.StartActivity(name, ActivityKind.Internal, context, startTime: start);
    }

    private bool TryReserve(ActivityTraceId traceId)
    {
        long second = timeProvider.GetTimestamp() / timeProvider.TimestampFrequency;
        if (second != _second)
        {
            _second = second;
            _inSecond = 0;
        }

        if (_inSecond >= maxPerSecond || !_traces.TryAdd(traceId, maxPerTrace))
        {
            Suppressed++;
            return false;
        }

        _inSecond++;
        return true;
    }

    // The two clocks are read together each time: over the second or so between an event and its span they cannot drift apart.
    private DateTimeOffset ToUtc(long timestamp) => timeProvider.GetUtcNow() - timeProvider.GetElapsedTime(timestamp);
}
