using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Runtime.Governing;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// The GC's collections and pauses from a session on the process, as much of them as <see cref="Mode"/> says. Used by one
/// thread only, which never waits here for the runtime.
/// <para>
/// States: closed → open → faulted → (after a back-off) open again. In mode <see cref="GcMode.Polling"/> it is closed on
/// purpose and opens for a moment on each <see cref="TryLook"/>.
/// </para>
/// </summary>
internal sealed class GcSource(EventPipeStreams streams, TimeProvider timeProvider)
{
    public const string Name = "gc-events";

    private const string PausesOnly = "collections come fast: the sizes of the generations are polled, because each heap's report would cost more than the CPU budget allows";
    private const string PollingOnly = "collections come too fast for the CPU budget: the sizes of the generations are polled, and single pauses are seen only in a quarter of a second now and then";

    private readonly BackOff _backOff = new(timeProvider);
    private readonly List<GcSession> _ending = [];
    private GcSession? _session;
    private long _discardedBefore;
    private long? _lookBegan;

    /// <summary><see langword="null"/> before the first attempt.</summary>
    public SourceStatus? Status { get; private set; }

    public GcMode Mode { get; private set; }

    /// <summary>Whether the samples that <see cref="Drain"/> gives are all there are; otherwise sizes have to be polled.</summary>
    public bool GivesSizes => Mode == GcMode.Events && Status is { State: SourceState.Ok };

    /// <summary>Whether every pause is seen.</summary>
    public bool SeesEveryPause => Mode != GcMode.Polling && Status is { State: SourceState.Ok };

    /// <summary>Events lost for lack of room in the agent.</summary>
    public long Discarded => _discardedBefore + (_session?.Discarded ?? 0) + _ending.Sum(s => s.Discarded);

    /// <summary>Switches to another mode; the session of the old one is drained to its end.</summary>
    public void SetMode(GcMode mode)
    {
        if (mode == Mode)
        {
            return;
        }

        Mode = mode;
        EndSession();
        if (Status is { State: SourceState.Ok })
        {
            Status = Ok();
        }
    }

    /// <summary>Opens the session if it is wanted, closed and due; notices when it has ended. To be called several times a second while polling.</summary>
    public void EnsureOpen()
    {
        if (_session is { IsFinished: true } ended)
        {
            _session = null;
            _ending.Add(ended);
            Fail(ended.Fault is { } fault ? RuntimeEventsFailure.Describe(fault) : "the runtime ended the session");
        }

        if (_lookBegan is { } began && Stopwatch.GetElapsedTime(began) >= GcGovernor.Look)
        {
            EndSession();
        }

        if (_session is null && Mode != GcMode.Polling && _backOff.IsDue)
        {
            TryOpen(withHeaps: Mode == GcMode.Events);
        }
    }

    /// <summary>Opens the session for <see cref="GcGovernor.Look"/> while polling; <see cref="EnsureOpen"/> closes it.</summary>
    public void TryLook()
    {
        if (Mode == GcMode.Polling && _session is null && _backOff.IsDue && TryOpen(withHeaps: true))
        {
            _lookBegan = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Takes what is complete by now.</summary>
    public void Drain(List<GcSample> samples, List<GcPause> pauses)
    {
        long now = timeProvider.GetTimestamp();
        for (int i = 0; i < _ending.Count; i++)
        {
            GcSession ending = _ending[i];
            ending.End();
            bool isLast = ending.IsFinished;
            ending.Drain(now, samples, pauses);
            if (isLast)
            {
                _discardedBefore += ending.Discarded;
                _ending.RemoveAt(i--);
            }
        }

        _session?.Drain(now, samples, pauses);
    }

    private bool TryOpen(bool withHeaps)
    {
        try
        {
            _session = new GcSession(streams, withHeaps);
            Status = Ok();
            _backOff.Succeeded();
            return true;
        }
        catch (Exception exception)
        {
            // Whatever the connection fails with, the host application goes on and the reason is shown.
            Fail(RuntimeEventsFailure.Describe(exception));
            return false;
        }
    }

    private void EndSession()
    {
        _lookBegan = null;
        if (_session is { } session)
        {
            session.End();
            _ending.Add(session);
            _session = null;
        }
    }

    private SourceStatus Ok() => new(Name, SourceState.Ok, Mode switch
    {
        GcMode.Pauses => PausesOnly,
        GcMode.Polling => PollingOnly,
        _ => null,
    });

    private void Fail(string reason)
    {
        _lookBegan = null;
        Status = new SourceStatus(Name, SourceState.Unavailable, reason);
        _backOff.Failed();
    }
}
