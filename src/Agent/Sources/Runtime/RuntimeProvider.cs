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

    // The default of 256 MB is address space that counts against small containers; events are drained at once.
    private const int BufferMegabytes = 16;

    /// <summary>Long-lived: the collections and their pauses. No stacks, no rundown, five event ids.</summary>
    public static EventPipeSessionConfiguration GcSession() => new(
        [
            new EventPipeProvider(
                Name,
                EventLevel.Informational,
                GCKeyword,
                arguments: null,
                new EventPipeProviderEventFilter(true, [GCStartEvent.Id, GCEndEvent.Id, GCRestartEEEndEvent.Id, GCSuspendEEBeginEvent.Id, GCPerHeapHistoryEvent.Id])),
        ],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: false);

    /// <summary>Short: allocation samples with stacks.</summary>
    public static EventPipeSessionConfiguration SamplingSession() => new(
        [new EventPipeProvider(Name, EventLevel.Informational, AllocationSamplingKeyword)],
        BufferMegabytes,
        requestRundown: false,
        requestStackwalk: true);
}
