using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// All sessions that the agent has open on its own process. Exists for one moment: when the process exits, every session
/// must be cut at once, from whatever thread, or the runtime waits for readers that no longer run.
/// </summary>
internal sealed class EventPipeStreams(DiagnosticsClient client)
{
    private readonly Lock _gate = new();
    private readonly List<EventPipeStream> _open = [];
    private TimeSpan _cpuOfFinished;
    private long _droppedByFinished;
    private bool _closed;

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
        var stream = EventPipeStream.Open(client, configuration, sink, name);
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
    public void Close()
    {
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

    private void Forget()
    {
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].IsFinished)
            {
                _cpuOfFinished += _open[i].CpuTime;
                _droppedByFinished += _open[i].DroppedEvents;
                _open.RemoveAt(i);
            }
        }
    }
}
