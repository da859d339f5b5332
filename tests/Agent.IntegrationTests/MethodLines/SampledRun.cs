using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Methods;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests.MethodLines;

/// <summary>Runs code under an allocation sampling session on this very process.</summary>
internal static class SampledRun
{
    private const long AllocationSamplingKeyword = 0x80000000000;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>The stacks of the samples, by what allocated them.</summary>
    public static async Task<ILookup<ExpectedSite, ulong[]>> StacksOf(AllocationLog log, Func<Task> work)
    {
        var samples = new Samples();
        var provider = new EventPipeProvider(NetTraceMetadata.RuntimeProvider, EventLevel.Informational, AllocationSamplingKeyword);
        var configuration = new EventPipeSessionConfiguration([provider], 16, requestRundown: false, requestStackwalk: true);
        using var stream = EventPipeStream.Open(Client(), configuration, samples, "sampling");
        await work();
        Assert.True(stream.Stop(Deadline), "The session did not end.");
        Assert.Null(stream.Fault);
        Assert.Equal(0, stream.DroppedEvents);
        return samples.All.Where(s => log.Find(s.Size) is not null).ToLookup(s => log.Find(s.Size)!, s => s.Stack);
    }

    public static MethodMap Name()
    {
        var map = new MethodMap();
        Assert.True(NamingSession.Run(Client(), map, Deadline), "The rundown did not end.");
        return map;
    }

    /// <summary>A naming for which the runtime has far too little room.</summary>
    public static MethodMap NameWithDrops(out long dropped)
    {
        var map = new MethodMap();
        var builder = map.CreateBuilder();
        var provider = new EventPipeProvider(NetTraceMetadata.RuntimeProvider, EventLevel.Critical, keywords: 0);
        var configuration = new EventPipeSessionConfiguration([provider], 1, NamingSession.RundownKeywords, requestStackwalk: false);
        using var stream = EventPipeStream.Open(Client(), configuration, builder, "naming with drops");
        Assert.True(stream.Stop(Deadline), "The rundown did not end.");
        dropped = stream.DroppedEvents;
        map.Replace(builder);
        return map;
    }

    /// <summary>How each piece of code was compiled, as the runtime itself says.</summary>
    public static AddressTable<CodeTier> Tiers()
    {
        var sink = new TierSink();
        var provider = new EventPipeProvider(NetTraceMetadata.RuntimeProvider, EventLevel.Critical, keywords: 0);
        var configuration = new EventPipeSessionConfiguration([provider], 64, NamingSession.RundownKeywords, requestStackwalk: false);
        using var stream = EventPipeStream.Open(Client(), configuration, sink, "tiers");
        Assert.True(stream.Stop(Deadline), "The rundown did not end.");
        return sink.Tiers;
    }

    public static DiagnosticsClient Client() => new(Environment.ProcessId);

    private sealed class Samples : INetTraceSink
    {
        private int _pointerSize;

        public List<(long Size, ulong[] Stack)> All { get; } = [];

        public void OnHeader(in NetTraceHeader header) => _pointerSize = header.PointerSize;

        public void OnEvent(in NetTraceEvent e)
        {
            // What the size stands for is looked up afterwards: the log still grows on another thread.
            if (e.Metadata.EventId == AllocationSampledEvent.Id
                && AllocationSampledEvent.TryRead(e.Payload, _pointerSize, out var sample)
                && sample.ObjectSize >= AllocationLog.LeastSize)
            {
                All.Add((sample.ObjectSize, e.Stack.ToArray()));
            }
        }
    }

    private sealed class TierSink : INetTraceSink
    {
        public AddressTable<CodeTier> Tiers { get; } = new();

        public void OnHeader(in NetTraceHeader header)
        {
            // The fields read here have the same width in all processes.
        }

        public void OnEvent(in NetTraceEvent e)
        {
            if (e.Metadata.IsRundown
                && e.Metadata.EventId == MethodLoadVerboseEvent.RundownId
                && MethodLoadVerboseEvent.TryRead(e.Payload, e.Metadata.Version, out var method))
            {
                Tiers.Add(method.StartAddress, method.Size, (CodeTier)((method.Flags >> 7) & 7));
            }
        }
    }
}
