using System.Diagnostics.CodeAnalysis;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>
/// Starts a session with a deadline. The runtime answers on its socket from one thread of its own, which may stand still
/// (a debugger, another command that never ends), and then the client waits for ever. So it is asked on a thread that
/// can be left behind; a session that comes after all is given back at once. Not a pool thread: under load the pool's
/// are late.
/// <para>States: asked → taken (the session has its owner) or given up (the late session is disposed by the asking thread).</para>
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A thread that was left behind may still set the event, and it holds no handle.")]
internal sealed class SessionStart
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _answered = new();
    private EventPipeSession? _session;
    private Exception? _failure;
    private bool _isGivenUp;

    private SessionStart()
    {
    }

    /// <exception cref="ServerNotAvailableException">The runtime's diagnostics are switched off or its socket cannot be reached.</exception>
    /// <exception cref="TimeoutException">Its socket did not answer in time.</exception>
    public static EventPipeSession Run(DiagnosticsClient client, EventPipeSessionConfiguration configuration, TimeSpan deadline)
    {
        var start = new SessionStart();
        new Thread(() => start.Ask(client, configuration)) { IsBackground = true, Name = "AppFrag session start" }.UnsafeStart();
        return start.Take(deadline);
    }

    private void Ask(DiagnosticsClient client, EventPipeSessionConfiguration configuration)
    {
        EventPipeSession? session = null;
        Exception? failure = null;
        try
        {
            session = client.StartEventPipeSession(configuration);
        }
        catch (Exception exception)
        {
            // Thrown again by whoever waits; nothing may leave this thread, it would end the host application.
            failure = exception;
        }

        lock (_gate)
        {
            if (!_isGivenUp)
            {
                (_session, _failure) = (session, failure);
                _answered.Set();
                return;
            }
        }

        try
        {
            session?.Dispose();
        }
        catch (Exception)
        {
            // Nobody waits for it any more, and a broken connection is as good as a closed one.
        }
    }

    private EventPipeSession Take(TimeSpan deadline)
    {
        bool isAnswered = _answered.Wait(deadline);
        lock (_gate)
        {
            if (!isAnswered && !_answered.IsSet)
            {
                _isGivenUp = true;
                throw new TimeoutException($"the runtime's diagnostics port did not answer within {deadline.TotalSeconds} s");
            }
        }

        return _session ?? throw _failure!;
    }
}
