using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Requests;

namespace AppFrag.Composition;

/// <summary>
/// Which requests stood still in which pause. A pause is known about a second after it was, a request when it has ended:
/// each is kept until the other is there. Used by the agent's own thread only.
/// </summary>
internal sealed class PausedRequests(EndedRequests source, Timeline timeline, SpanWriter writer)
{
    private const int MaxPausesShown = 10;
    private const int MaxPausesKept = 100;
    private const int MaxRequestsPerPause = 50;
    private const int MaxTracesKeptPerPause = 5;
    private const int MaxRequestsKept = 32_768;

    // The events of a pause are complete a second after it, and wait for the tick.
    private static readonly TimeSpan RequestMemory = TimeSpan.FromSeconds(4);

    private readonly List<EndedRequest> _arrived = [];
    private readonly Queue<EndedRequest> _earlier = new();
    private readonly List<Paused> _pauses = [];

    /// <summary>Time that requests stood still, added up over the requests found by the latest <see cref="Tick"/>.</summary>
    public TimeSpan RequestTime { get; private set; }

    /// <summary>Once a second.</summary>
    /// <param name="pauses">The long pauses that have become known.</param>
    /// <returns>How many requests were found to have stood still, once for each pause.</returns>
    public int Tick(List<GcPause> pauses)
    {
        int found = 0;
        RequestTime = TimeSpan.Zero;
        _arrived.Clear();
        source.Take(_arrived);
        foreach (EndedRequest request in _arrived)
        {
            found += Match(request, _pauses);
        }

        foreach (EndedRequest request in _arrived)
        {
            _earlier.Enqueue(request);
        }

        Forget();
        if (pauses.Count == 0)
        {
            return found;
        }

        List<Paused> shown = [.. pauses.OrderByDescending(pause => pause.Duration).Take(MaxPausesShown).Select(pause => new Paused(pause))];
        foreach (EndedRequest request in _earlier)
        {
            found += Match(request, shown);
        }

        _pauses.AddRange(shown);
        _pauses.RemoveRange(0, Math.Max(0, _pauses.Count - MaxPausesKept));
        return found;
    }

    private int Match(EndedRequest request, List<Paused> pauses)
    {
        int found = 0;
        foreach (Paused paused in pauses)
        {
            if (request.InFlightDuring(paused.Pause.Start, paused.Pause.End))
            {
                found++;
                RequestTime += paused.Pause.Duration;
                Write(request, paused);
            }
        }

        return found;
    }

    private void Write(EndedRequest request, Paused paused)
    {
        paused.Requests++;
        if (paused.Requests > MaxRequestsPerPause)
        {
            return;
        }

        // The host as it was when the pause began, not as it is now that the events have come.
        GcPause pause = paused.Pause;
        writer.WritePause(request, pause, timeline.HostAt(pause.Start), timeline.PressureAt(pause.Start));
        if (paused.Requests <= MaxTracesKeptPerPause)
        {
            timeline.Add(new PausedTrace(pause.End, request.TraceId.ToHexString(), pause.Duration, request.SpanId.ToHexString()));
        }
    }

    private void Forget()
    {
        while (_earlier.TryPeek(out EndedRequest oldest) && (_earlier.Count > MaxRequestsKept || Stopwatch.GetElapsedTime(oldest.End) > RequestMemory))
        {
            _earlier.Dequeue();
        }
    }

    private sealed class Paused(GcPause pause)
    {
        public GcPause Pause { get; } = pause;

        public int Requests { get; set; }
    }
}
