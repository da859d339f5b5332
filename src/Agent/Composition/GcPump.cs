using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;

namespace AppFrag.Composition;

/// <summary>Every tick: from the GC's events to the timeline, the metrics and the <c>gc.pause</c> spans.</summary>
internal sealed class GcPump(
    GcSource source,
    SpanTable spans,
    Timeline timeline,
    GcMetrics metrics,
    SpanWriter writer,
    TimeSpan minPause,
    TimeProvider timeProvider)
{
    private const int MaxRequestsPerPause = 50;
    private const int MaxTracesKeptPerPause = 5;

    private readonly List<GcSample> _samples = [];
    private readonly List<GcPause> _pauses = [];

    /// <param name="host">The host's latest values, for the pause spans.</param>
    public void Tick(HostSample? host)
    {
        source.EnsureOpen();
        _samples.Clear();
        _pauses.Clear();
        source.Drain(_samples, _pauses);
        timeline.Add(_samples);
        if (_samples.Count > 0)
        {
            metrics.Update(_samples[^1].Sizes, freeListsKnown: true);
        }
        else if (source.Status is not { State: SourceState.Ok })
        {
            metrics.Update(GcSource.Poll(), freeListsKnown: false);
        }

        TimeSpan longest = TimeSpan.Zero;
        int longPauses = 0;
        int requestsPaused = 0;
        foreach (GcPause pause in _pauses)
        {
            metrics.Record(pause);
            longest = pause.Duration > longest ? pause.Duration : longest;
            if (pause.Duration >= minPause)
            {
                longPauses++;
                requestsPaused += OnLongPause(pause, host);
            }
        }

        timeline.Add(new RuntimeSample
        {
            Timestamp = timeProvider.GetTimestamp(),
            Gen0Collections = GC.CollectionCount(0),
            Gen1Collections = GC.CollectionCount(1),
            Gen2Collections = GC.CollectionCount(2),
            PauseTotal = GC.GetTotalPauseDuration(),
            PauseMax = longest,
            LongPauses = longPauses,
            RequestsPaused = requestsPaused,
        });
    }

    private int OnLongPause(GcPause pause, HostSample? host)
    {
        int requests = 0;
        foreach (TrackedSpan span in spans.Spans)
        {
            if (span.LocalRoot is not null || !span.Recorded || !span.InFlightDuring(pause.Start, pause.End))
            {
                continue;
            }

            requests++;
            if (requests <= MaxRequestsPerPause)
            {
                writer.WritePause(span, pause, host);
            }

            if (requests <= MaxTracesKeptPerPause)
            {
                timeline.Add(new PausedTrace(pause.End, span.TraceId.ToHexString(), pause.Duration));
            }
        }

        return requests;
    }
}
