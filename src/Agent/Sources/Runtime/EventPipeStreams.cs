using AppFrag.Sources.Runtime.Governing;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// All sessions that the agent has open on its own process, and the watch over them.
/// <para>
/// A session that nobody drains keeps its process from ending, and no managed code is asked in time: when Main returns
/// or Environment.Exit is called, the runtime first waits for the readers (coreclr_shutdown_2) and raises
/// <see cref="AppDomain.ProcessExit"/> afterwards (10.0.12). So a reader that stands still is noticed while the process
/// runs, or while it waits, and its session is cut.
/// </para>
/// </summary>
internal sealed class EventPipeStreams : IDisposable
{
    // Two looks without progress: a reader that stands still for half a second to a second is cut.
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    private readonly DiagnosticsClient _client;
    private readonly Timer _watch;
    private readonly Lock _gate = new();
    private readonly List<EventPipeStream> _open = [];
    private TimeSpan _cpuOfFinished;
    private TimeSpan _writingOfFinished;
    private long _droppedByFinished;
    private bool _closed;

    public EventPipeStreams(DiagnosticsClient client)
    {
        _client = client;

        // The host's execution context must not be captured: it would keep the current request alive.
        using (ExecutionContext.SuppressFlow())
        {
            _watch = new Timer(_ => CutStalled(), null, WatchInterval, WatchInterval);
        }
    }

    /// <summary>CPU time of all reading threads so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _open.Aggregate(_cpuOfFinished, (sum, stream) => sum + stream.CpuTime);
            }
        }
    }

    /// <summary>
    /// What the runtime will have used to write the events and to open and close the sessions, inside the application's
    /// threads and its own: an allowance, because it cannot be measured from here.
    /// </summary>
    public TimeSpan WritingAllowance
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _open.Aggregate(_writingOfFinished, (sum, stream) => sum + WritingOf(stream));
            }
        }
    }

    /// <summary>Events that the runtime dropped, over all sessions so far.</summary>
    public long DroppedEvents
    {
        get
        {
            lock (_gate)
            {
                Forget();
                return _open.Aggregate(_droppedByFinished, (sum, stream) => sum + stream.DroppedEvents);
            }
        }
    }

    /// <exception cref="ServerNotAvailableException">The runtime's diagnostics are switched off or its socket cannot be reached.</exception>
    /// <exception cref="ObjectDisposedException">The process is exiting.</exception>
    public EventPipeStream Open(EventPipeSessionConfiguration configuration, INetTraceSink sink, string name)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var stream = EventPipeStream.Open(_client, configuration, sink, name);
        lock (_gate)
        {
            Forget();
            _open.Add(stream);
            if (!_closed)
            {
                return stream;
            }
        }

        stream.Dispose();
        throw new ObjectDisposedException(nameof(EventPipeStreams));
    }

    /// <summary>Cuts every session and opens none from now on. Takes milliseconds; never waits for a reader.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        EventPipeStream[] open;
        lock (_gate)
        {
            _closed = true;
            open = [.. _open];
        }

        foreach (EventPipeStream stream in open)
        {
            stream.Dispose();
        }
    }

    private static TimeSpan WritingOf(EventPipeStream stream) =>
        SamplingCost.Session + (stream.EventCount * SamplingCost.Event) + (stream.FrameCount * SamplingCost.Frame);

    private void CutStalled()
    {
        EventPipeStream[] open;
        lock (_gate)
        {
            open = [.. _open];
        }

        foreach (EventPipeStream stream in open)
        {
            stream.CutIfStalled();
        }
    }

    private void Forget()
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].IsFinished)
            {
                _cpuOfFinished += _open[i].CpuTime;
                _writingOfFinished += WritingOf(_open[i]);
                _droppedByFinished += _open[i].DroppedEvents;
                _open.RemoveAt(i);
            }
        }
    }
}
