using System.Diagnostics;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Recordings;

/// <summary>The first pass over a recording: what is in it, the collections, the methods.</summary>
internal sealed class SurveySink(RecordingSurvey survey, GcLog gc, MethodMapBuilder methods) : INetTraceSink
{
    // The runtime writes one thread's events after another's; across threads it was never seen later than this.
    private static readonly long Lateness = 2 * Stopwatch.Frequency;
    private static readonly long BetweenAdvances = Stopwatch.Frequency / 4;

    private readonly GcEventSink _gcEvents = new();
    private long _advancedAt = long.MinValue;

    public void OnHeader(in NetTraceHeader header)
    {
        survey.OnHeader(header);
        _gcEvents.OnHeader(header);
        methods.OnHeader(header);
    }

    public void OnEvent(in NetTraceEvent e)
    {
        survey.OnEvent(e);
        methods.OnEvent(e);
        _gcEvents.OnEvent(e);
        while (_gcEvents.TryTake(out GcEvent gcEvent))
        {
            gc.Add(gcEvent);
        }

        if (survey.LastTimestamp > long.MinValue && (_advancedAt == long.MinValue || survey.LastTimestamp - _advancedAt > BetweenAdvances))
        {
            _advancedAt = survey.LastTimestamp;
            gc.Advance(_advancedAt - Lateness);
        }
    }
}
