using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using Microsoft.Diagnostics.Tracing.Parsers;

namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>TraceEvent's real-time <see cref="TraceLog"/> on a session of the service's own process, always on, naming the top frames of every sample.</summary>
internal sealed class TraceLogWatcher : Watcher
{
    private const int FramesNamed = 8;

    public override string Name => "tracelog";

    public override string Description => "TraceEvent's real-time TraceLog in the process, GC and allocation sampling with stacks, always on";

    public override IDisposable StartInside()
    {
        var client = new DiagnosticsClient(Environment.ProcessId);
        var session = client.StartEventPipeSession(
            [new EventPipeProvider(RuntimeKeywords.Provider, EventLevel.Informational, RuntimeKeywords.GC | RuntimeKeywords.AllocationSampling | (long)ClrTraceEventParser.Keywords.Jit | (long)ClrTraceEventParser.Keywords.Loader)],
            requestRundown: false);
        var thread = new Thread(() => Read(client, session)) { IsBackground = true, Name = "TraceLog" };
        thread.Start();
        return session;
    }

    private static void Read(DiagnosticsClient client, EventPipeSession session)
    {
        var bytesBySite = new Dictionary<string, long>();
        long collections = 0;
        using var source = TraceLog.CreateFromEventPipeSession(session, TraceLog.EventPipeRundownConfiguration.Enable(client));
        source.Clr.GCStart += _ => collections++;
        source.Clr.AllocationSampling += sample =>
        {
            string site = sample.TypeName;
            TraceCallStack? frame = sample.CallStack();
            for (int i = 0; i < FramesNamed && frame is not null; i++, frame = frame.Caller)
            {
                site = frame.CodeAddress.FullMethodName;
            }

            bytesBySite[site] = bytesBySite.GetValueOrDefault(site) + sample.ObjectSize;
        };
        try
        {
            source.Process();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or FormatException)
        {
            // The session is disposed under the reader when the service ends.
        }
    }
}
