using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Requests;

/// <summary>
/// The recorded local root spans that ended in the last seconds and took long enough to have seen a pause that matters.
/// A pause holds up all managed threads, so a shorter request cannot have been in flight during it: most requests cost
/// a comparison. Any thread adds, the agent's thread takes.
/// </summary>
/// <param name="shortest">Requests below it are not kept.</param>
internal sealed class EndedRequests(TimeSpan shortest)
{
    /// <summary>Most kept between two takings; the oldest go first.</summary>
    public const int Capacity = 8192;

    private static readonly double TicksPerTick = (double)Stopwatch.Frequency / TimeSpan.TicksPerSecond;

    // A span may be given any time for its end. One written after the fact was not in flight when it says so.
    private static readonly TimeSpan MostDistance = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ClockError = TimeSpan.FromMilliseconds(0.1);

    private readonly Lock _gate = new();
    private readonly Slot[] _slots = new Slot[Capacity];
    private long _added;
    private long _taken;

    /// <summary>Requests that were overwritten before they were taken.</summary>
    public long Lost { get; private set; }

    /// <summary>To be called when an activity stops, before <see cref="Activity.Current"/> changes.</summary>
    public void Add(Activity activity)
    {
        if (activity.Duration < shortest || !activity.Recorded || activity.IdFormat != ActivityIdFormat.W3C || HasLocalParent(activity))
        {
            return;
        }

        // The collection that this is about may have come between the end and here.
        long now = Now(out DateTime utcNow);
        TimeSpan since = utcNow - activity.StartTimeUtc - activity.Duration;
        if (since.Duration() > MostDistance)
        {
            return;
        }

        long end = now - (long)(since.Ticks * TicksPerTick);
        long start = end - (long)(activity.Duration.Ticks * TicksPerTick);
        Guid stamp = SpanStamp.Of(activity.TraceId, activity.SpanId, out ulong traceLeft);
        lock (_gate)
        {
            _slots[_added++ % Capacity] = new Slot(stamp, traceLeft, start, end);
        }
    }

    /// <summary>Adds those that ended since the last call.</summary>
    public void Take(List<EndedRequest> into)
    {
        lock (_gate)
        {
            long first = Math.Max(_taken, _added - Capacity);
            Lost += first - _taken;
            for (long i = first; i < _added; i++)
            {
                ref readonly Slot slot = ref _slots[i % Capacity];
                into.Add(new EndedRequest(SpanStamp.TraceIdOf(slot.Stamp, slot.TraceLeft), SpanStamp.SpanIdOf(slot.Stamp), slot.Start, slot.End));
            }

            _taken = _added;
        }
    }

    // Both clocks at one moment, unless a collection comes between them three times in a row.
    private static long Now(out DateTime utcNow)
    {
        long before = Stopwatch.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            utcNow = TimeProvider.System.GetUtcNow().UtcDateTime; // the clock that activities are timed with
            long after = Stopwatch.GetTimestamp();
            if (attempt == 3 || Stopwatch.GetElapsedTime(before, after) < ClockError)
            {
                return after;
            }

            before = after;
        }
    }

    private static bool HasLocalParent(Activity activity) => activity.Parent is { } parent && activity.ParentSpanId == parent.SpanId;

    // Without references: the GC has nothing to look at.
    private readonly record struct Slot(Guid Stamp, ulong TraceLeft, long Start, long End);
}
