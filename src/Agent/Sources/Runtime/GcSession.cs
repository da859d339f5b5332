using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// One session of GC events with what joins them.
/// <para>States: open → ending (after <see cref="End"/>) → finished. What it still holds can be drained to the last.</para>
/// </summary>
internal sealed class GcSession
{
    // Events arrive up to 0.8 s late (the runtime's flush timer under load); what is older than this is complete.
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(2);

    private readonly GcEventSink _sink = new();
    private readonly GcTracker _tracker = new();
    private readonly EventPipeStream _stream;
    private long? _endedAt;

    /// <param name="streams">Sessions on the process.</param>
    /// <param name="withHeaps">Whether each heap says what its generations look like.</param>
    public GcSession(EventPipeStreams streams, bool withHeaps) =>
        _stream = streams.Open(RuntimeProvider.GcSession(withHeaps), _sink, "AppFrag GC events");

    /// <summary>Events lost for lack of room in the agent.</summary>
    public long Discarded => _sink.Discarded + _tracker.Discarded;

    /// <summary>Whether no further event will come.</summary>
    public bool IsFinished => _stream.IsFinished;

    public Exception? Fault => _stream.Fault;

    /// <summary>Tells the runtime to end it; never waits.</summary>
    public void End()
    {
        if (_endedAt is null)
        {
            _endedAt = Stopwatch.GetTimestamp();
            _stream.BeginStop();
        }
        else if (Stopwatch.GetElapsedTime(_endedAt.Value) > EndDeadline)
        {
            _stream.Dispose();
        }
    }

    /// <summary>Takes what is complete by <paramref name="now"/>; all of it once the session is finished.</summary>
    public void Drain(long now, List<GcSample> samples, List<GcPause> pauses)
    {
        bool isLast = IsFinished;
        while (_sink.TryTake(out GcEvent e))
        {
            _tracker.Add(e);
        }

        _tracker.Advance(isLast ? long.MaxValue : now - (long)(Lateness.TotalSeconds * Stopwatch.Frequency), samples, pauses);
    }
}
