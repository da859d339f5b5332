using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Sources.Runtime;

/// <summary>Names and keywords of the runtime's event provider (ClrEtwAll.man of dotnet/runtime), and the sessions AppFrag opens on it.</summary>
internal static class RuntimeProvider
{
    public const string Name = "Microsoft-Windows-DotNETRuntime";
    public const string RundownName = "Microsoft-Windows-DotNETRuntimeRundown";

    private const long GCKeyword = 0x1;
    private const long AllocationSamplingKeyword = 0x80000000000;

    // Loader, JIT, JittedMethodILToNativeMap; precompiled methods report under the JIT keyword as well.
    private const long MethodKeywords = 0x20018;

    // The default of 256 MB is address space that counts against small containers; events are drained at once.
    private const int BufferMegabytes = 16;

    private static readonly uint[] PauseEvents = [GCStartEvent.Id, GCEndEvent.Id, GCRestartEEEndEvent.Id, GCSuspendEEBeginEvent.Id];

    /// <summary>The collections and their pauses. No stacks, no rundown, five event ids at most.</summary>
    /// <param name="withHeaps">Whether each heap says what its generations look like before and after.</param>
    public static EventPipeSessionConfiguration GcSession(bool withHeaps = true) => new(
        [
            new EventPipeProvider(
                Name,
                EventLevel.Informational,
                GCKeyword,
                arguments: null,
                new EventPipeProviderEventFilter(true, withHeaps ? [.. PauseEvents, GCPerHeapHistoryEvent.Id] : PauseEvents)),
        ],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: false);

    /// <summary>Long-lived: each method as it is compiled or first used, with its IL map, and each module as it is loaded.</summary>
    public static EventPipeSessionConfiguration MethodSession() => new(
        [
            new EventPipeProvider(
                Name,
                EventLevel.Verbose,
                MethodKeywords,
                arguments: null,
                new EventPipeProviderEventFilter(true, [MethodLoadVerboseEvent.Id, MethodILToNativeMapEvent.Id, ModuleLoadEvent.Id])),
        ],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: false);

    /// <summary>Short: allocation samples or ticks, with stacks.</summary>
    public static EventPipeSessionConfiguration SamplingSession(SamplingEvents events = SamplingEvents.Sampled) => new(
        [
            events == SamplingEvents.Sampled
                ? new EventPipeProvider(Name, EventLevel.Informational, AllocationSamplingKeyword)
                : new EventPipeProvider(Name, EventLevel.Verbose, GCKeyword, arguments: null, new EventPipeProviderEventFilter(true, [GCAllocationTickEvent.Id])),
        ],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: true);
}
