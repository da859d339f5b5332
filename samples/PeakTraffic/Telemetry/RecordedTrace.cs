using System.Diagnostics;

namespace PeakTraffic.Telemetry;

/// <summary>The spans of one request that ended in this process.</summary>
internal sealed class RecordedTrace(ActivityTraceId id)
{
    private const int MaxSpans = 32;

    private readonly List<Activity> _spans = [];

    public ActivityTraceId Id => id;

    /// <summary>In the order in which they began.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans.OrderBy(span => span.StartTimeUtc)];

    /// <summary>How much AppFrag's spans tell in it, for choosing an example: an allocation with its line most, then a pause.</summary>
    public int Worth =>
        (_spans.Exists(span => span.GetTagItem("code.line.number") is not null) ? 4 : 0)
        + (_spans.Exists(span => span.OperationName == "gc.pause") ? 2 : 0)
        + (_spans.Exists(span => span.OperationName == "gc.large_allocation") ? 1 : 0);

    public bool HasRoot => _spans.Exists(span => span.ParentSpanId == default || span.HasRemoteParent);

    public static bool IsAppFrag(Activity span) => span.Source.Name == "AppFrag";

    public void Add(Activity span)
    {
        if (_spans.Count < MaxSpans)
        {
            _spans.Add(span);
        }
    }
}
