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

    public bool HasAppFragSpans => _spans.Exists(IsAppFrag);

    /// <summary>How many kinds of AppFrag span it shows; the richer trace is the better example.</summary>
    public int Kinds => _spans.Where(IsAppFrag).Select(span => span.OperationName).Distinct().Count();

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
