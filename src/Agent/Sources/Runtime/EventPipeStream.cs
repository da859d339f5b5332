using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// One EventPipe session with a thread that drains it into a sink.
/// <para>
/// States: reading → ended (the runtime closed the stream after <see cref="RequestStop"/>) or faulted (the stream was
/// unreadable or the sink threw) → disposed. Whatever happens on the reading thread, the session is disposed before that
/// thread ends: a session that nobody drains keeps the whole process from exiting.
/// </para>
/// </summary>
internal sealed class EventPipeStream : IDisposable
{
    private static readonly TimeSpan OpenDeadline = TimeSpan.FromSeconds(5);

    private readonly EventPipeSession _session;
    private readonly INetTraceSink _sink;
    private readonly ManualResetEventSlim _finished = new();
    private NetTraceReader? _reader;
    private long _cpuTicks;
    private int _disposed;
    private long _entered;
    private long _frames;
    private long _left;
    private long _enteredAtLastLook = -1;

    private int _stopRequested;

    private EventPipeStream(EventPipeSession session, INetTraceSink sink, string name)
    {
        _session = session;
        _sink = sink;
        Name = name;
        // Not a pool thread: the stream's reads block for as long as the session lives.
        var thread = new Thread(Read) { IsBackground = true, Name = name };
        thread.UnsafeStart();
    }

    /// <summary>Test hook: runs on the reading thread for each event. Production code never sets it.</summary>
    internal static Action<EventPipeStream>? FaultInjection { get; set; }

    /// <summary>Name of the reading thread.</summary>
    public string Name { get; }

    /// <summary>Events read so far.</summary>
    public long EventCount => Volatile.Read(ref _entered);

    /// <summary>Frames of their stacks, which the runtime walked to write them.</summary>
    public long FrameCount => Volatile.Read(ref _frames);

    /// <summary>Why reading stopped early; <see langword="null"/> while reading and after a normal end.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Events that the runtime dropped because nobody had room for them.</summary>
    public long DroppedEvents => _reader?.DroppedEvents ?? 0;

    /// <summary>Whether the reading thread is done, normally or not.</summary>
    public bool IsFinished => _finished.IsSet;

    /// <summary>CPU time that the reading thread has used, to within a few dozen events; exact once <see cref="IsFinished"/>.</summary>
    public TimeSpan CpuTime => TimeSpan.FromTicks(Volatile.Read(ref _cpuTicks));

    /// <summary>Starts a session. Takes 45–75 ms the first time in a process, 1–3 ms later; never call it on a request's thread.</summary>
    /// <exception cref="ServerNotAvailableException">The runtime's diagnostics are switched off or its socket cannot be reached.</exception>
    /// <exception cref="TimeoutException">Its socket did not answer in time.</exception>
    public static EventPipeStream Open(DiagnosticsClient client, EventPipeSessionConfiguration configuration, INetTraceSink sink, string name) =>
        new(SessionStart.Run(client, configuration, OpenDeadline), sink, name);

    /// <summary>
    /// Asks the runtime to flush and close the stream, on a thread of its own because the call does not return if the
    /// stream is not drained. <see cref="IsFinished"/> follows about 100 ms later. May be called by the sink.
    /// </summary>
    public void BeginStop()
    {
        if (Volatile.Read(ref _disposed) == 0 && Interlocked.Exchange(ref _stopRequested, 1) == 0)
        {
            var stopper = new Thread(RequestStop) { IsBackground = true, Name = Name + " stop" };
            stopper.UnsafeStart();
        }
    }

    /// <summary><see cref="BeginStop"/>, then waits for the end.</summary>
    /// <returns>Whether the stream ended within <paramref name="deadline"/>; if not it has been cut off.</returns>
    public bool Stop(TimeSpan deadline)
    {
        BeginStop();
        bool ended = _finished.Wait(deadline);
        Dispose();
        return ended;
    }

    /// <summary>Cuts the connection; takes milliseconds, whatever state the session is in.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            try
            {
                _session.Dispose();
            }
            catch (Exception)
            {
                // The connection may be broken in any way at this point, and there is nothing left to save.
            }
        }
    }

    /// <summary>
    /// Called now and then from one other thread: cuts the connection when the reader has been inside one and the same
    /// event since the last look.
    /// </summary>
    public void CutIfStalled()
    {
        long entered = Volatile.Read(ref _entered);
        bool inside = entered != Volatile.Read(ref _left);
        if (inside && entered == _enteredAtLastLook && Volatile.Read(ref _disposed) == 0)
        {
            Fault = new TimeoutException($"the thread '{Name}' stood still inside one event");
            Dispose();
        }

        _enteredAtLastLook = entered;
    }

    private void RequestStop()
    {
        try
        {
            _session.Stop();
        }
        catch (Exception)
        {
            // The session was gone already: the stream has ended, which is what was asked for.
            Dispose();
        }
    }

    private void ReadCpuTime() => Volatile.Write(ref _cpuTicks, ThreadCpuTime.OfCurrentThread().Ticks);

    private void Read()
    {
        try
        {
            _reader = new NetTraceReader(_session.EventStream, new MeteredSink(this));
            _reader.ReadToEnd();
        }
        catch (Exception exception)
        {
            // A cut connection after Dispose is the normal end; anything else is kept for whoever owns the stream.
            // Nothing may leave this thread: it would end the host application.
            if (Volatile.Read(ref _disposed) == 0)
            {
                Fault = exception;
            }
        }
        finally
        {
            ReadCpuTime();
            Dispose();
            _finished.Set();
        }
    }

    /// <summary>Stands before the real sink: keeps the thread's progress and CPU time current and gives tests their hook.</summary>
    private sealed class MeteredSink(EventPipeStream stream) : INetTraceSink
    {
        private const int EventsBetweenReadings = 64;

        public void OnHeader(in NetTraceHeader header) => stream._sink.OnHeader(header);

        public void OnEvent(in NetTraceEvent e)
        {
            Volatile.Write(ref stream._entered, stream._entered + 1);
            Volatile.Write(ref stream._frames, stream._frames + e.Stack.Length);
            FaultInjection?.Invoke(stream);
            if (stream._entered % EventsBetweenReadings == 0)
            {
                stream.ReadCpuTime();
            }

            stream._sink.OnEvent(e);
            Volatile.Write(ref stream._left, stream._entered);
        }
    }
}
