using System.Diagnostics;
using OpenTelemetry;

namespace PeakTraffic.Telemetry;

/// <summary>
/// Keeps the latest traces in memory, for the report. AppFrag's spans come after their request has ended, so a trace
/// stays open for them until newer ones push it out.
/// </summary>
internal sealed class TraceCollector : BaseProcessor<Activity>
{
    private const int Capacity = 2048;

    private readonly Lock _lock = new();
    private readonly AttributionCheck _attribution = new();
    // Not grown while requests run: what it would grow to is a large object.
    private readonly Dictionary<ActivityTraceId, RecordedTrace> _traces = new(Capacity + 1);
    private readonly Queue<ActivityTraceId> _order = new();
    private RecordedTrace? _best;

    public override void OnEnd(Activity data)
    {
        lock (_lock)
        {
            _attribution.Add(data);
            var trace = Find(data.TraceId);
            trace.Add(data);
            if (trace.HasRoot && trace.Worth > 0 && trace.Worth >= (_best?.Worth ?? 0))
            {
                _best = trace;
            }
        }
    }

    /// <summary>A recent trace in which AppFrag's spans tell as much as in any; <see langword="null"/> if none has one.</summary>
    public RecordedTrace? Example()
    {
        lock (_lock)
        {
            return _best;
        }
    }

    /// <inheritdoc cref="AttributionCheck.Count"/>
    public (int Compared, int Right) CountAttributions()
    {
        lock (_lock)
        {
            return _attribution.Count();
        }
    }

    private RecordedTrace Find(ActivityTraceId id)
    {
        if (_traces.TryGetValue(id, out var trace))
        {
            return trace;
        }

        if (_order.Count == Capacity)
        {
            _traces.Remove(_order.Dequeue());
        }

        _order.Enqueue(id);
        return _traces[id] = new RecordedTrace(id);
    }
}
