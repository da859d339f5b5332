namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// Receives a nettrace stream on the thread that reads it. Events come in the order of the stream: sorted for each
/// thread, but not across threads (the runtime writes one thread's buffer after another's), so whoever joins events of
/// two threads must compare timestamps. A sink on our own process must not throw, log or block: the runtime holds back
/// whoever waits for the session while nobody reads.
/// </summary>
internal interface INetTraceSink
{
    /// <summary>Called once, before the first event.</summary>
    void OnHeader(in NetTraceHeader header);

    void OnEvent(in NetTraceEvent e);
}
