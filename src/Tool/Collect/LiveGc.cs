using System.Diagnostics;
using AppFrag.Sources.Runtime;
using AppFrag.Tool.Runs;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Collect;

/// <summary>The collections of another process, from a session that stays open.</summary>
internal sealed class LiveGc : IDisposable
{
    // Events arrive up to 0.8 s late (the runtime's flush timer under load).
    private static readonly long Lateness = Stopwatch.Frequency;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    private readonly GcEventSink _events = new();
    private readonly EventPipeStream _stream;

    public LiveGc(DiagnosticsClient client) => _stream = EventPipeStream.Open(client, CollectSessions.Gc(), _events, "GC events");

    public GcLog Log { get; } = new();

    /// <summary><see cref="Stopwatch"/> ticks up to which all collections and pauses are known.</summary>
    public long KnownTo { get; private set; }

    /// <summary>The process has ended, or its runtime has closed the session.</summary>
    public bool HasEnded => _stream.IsFinished;

    public Exception? Fault => _stream.Fault;

    /// <summary>Events lost for want of room, in the runtime or here.</summary>
    public long Lost => _stream.DroppedEvents + _events.Discarded + Log.Discarded;

    public void Drain()
    {
        Take();
        KnownTo = Stopwatch.GetTimestamp() - Lateness;
        Log.Advance(KnownTo);
    }

    public void Finish()
    {
        _stream.Stop(StopDeadline);
        Take();
        Log.Advance(long.MaxValue);
    }

    public void Dispose() => _stream.Dispose();

    private void Take()
    {
        while (_events.TryTake(out GcEvent e))
        {
            Log.Add(e);
        }
    }
}
