using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Tool.Collect;

/// <summary>The sessions on a process that has no agent. Methods are named by the agent's own.</summary>
internal static class CollectSessions
{
    private const long GCKeyword = 0x1;
    private const long AllocationSamplingKeyword = 0x80000000000;

    // The runtime's buffers are in the target's memory.
    private const int BufferMegabytes = 16;

    /// <summary>All the time: collections and pauses. As the agent's, and what survived, which an agent asks its own runtime for.</summary>
    public static EventPipeSessionConfiguration Gc() => new(
        [
            new EventPipeProvider(
                RuntimeProvider.Name,
                EventLevel.Informational,
                GCKeyword,
                arguments: null,
                new EventPipeProviderEventFilter(true, [GCStartEvent.Id, GCEndEvent.Id, GCRestartEEEndEvent.Id, GCHeapStatsEvent.Id, GCSuspendEEBeginEvent.Id, GCPerHeapHistoryEvent.Id])),
        ],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: false);

    /// <summary>In bursts: allocation samples with stacks.</summary>
    public static EventPipeSessionConfiguration Samples() => new(
        [new EventPipeProvider(RuntimeProvider.Name, EventLevel.Informational, AllocationSamplingKeyword)],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: true);

    /// <summary>All the time: each method as it is compiled or first used, with its IL map, and each module as it is loaded.</summary>
    public static EventPipeSessionConfiguration Methods() => new(
        [
            new EventPipeProvider(
                RuntimeProvider.Name,
                EventLevel.Verbose,
                MethodKeywords,
                arguments: null,
                new EventPipeProviderEventFilter(true, [MethodLoadVerboseEvent.Id, MethodILToNativeMapEvent.Id, ModuleLoadEvent.Id])),
        ],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: false);

    // Loader, Jit, JittedMethodILToNativeMap.
    private const long MethodKeywords = 0x20018;
}
