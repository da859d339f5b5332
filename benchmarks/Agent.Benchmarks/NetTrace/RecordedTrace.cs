using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.Benchmarks.NetTrace;

/// <summary>Records this process while it allocates: some thousand samples with stacks, and the collections.</summary>
internal static class RecordedTrace
{
    private const long GcAndAllocationSampling = 0x80000000001;

    public static byte[] Record(int megabytes)
    {
        var client = new DiagnosticsClient(Environment.ProcessId);
        var provider = new EventPipeProvider(NetTraceMetadata.RuntimeProvider, EventLevel.Informational, GcAndAllocationSampling);
        using var session = client.StartEventPipeSession(new EventPipeSessionConfiguration([provider], 64, requestRundown: false, requestStackwalk: true));
        using var trace = new MemoryStream();
        var reader = new Thread(() => session.EventStream.CopyTo(trace)) { IsBackground = true };
        reader.Start();
        for (var i = 0; i < megabytes; i++)
        {
            Allocate(i % 8);
        }

        session.Stop();
        reader.Join();
        return trace.ToArray();
    }

    private static void Allocate(int depth)
    {
        if (depth > 0)
        {
            Allocate(depth - 1);
            return;
        }

        for (var i = 0; i < 10; i++)
        {
            GC.KeepAlive(new byte[100_000]);
        }
    }
}
