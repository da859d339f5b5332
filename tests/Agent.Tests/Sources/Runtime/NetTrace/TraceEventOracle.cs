using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>The same trace through Microsoft's TraceEvent library.</summary>
internal static class TraceEventOracle
{
    private static readonly Guid EventPipeProvider = new("92f528a6-f5b8-5160-a7ee-b33da7739e29");

    public static List<RecordedEvent> Events(byte[] trace, out int lost)
    {
        var events = new List<RecordedEvent>();
        using var source = new EventPipeEventSource(new MemoryStream(trace));
        source.AllEvents += Record;
        source.Process();
        lost = source.EventsLost;
        return events;

        // TimeStampQPC is marked obsolete ("not obsolete but discouraged"), yet only the raw value compares exactly.
#pragma warning disable CS0618
        void Record(TraceEvent e) => events.Add(new RecordedEvent(
            NameOf(e),
            (int)e.ID,
            e.Version,
            e.TimeStampQPC,
            e.ThreadID,
            e.ActivityID,
            e.RelatedActivityID,
            Convert.ToHexString(e.EventData())));
#pragma warning restore CS0618
    }

    // TraceEvent gives events it has no parser for a name made of the provider's id.
    private static string NameOf(TraceEvent e) =>
        e.ProviderGuid == ClrTraceEventParser.ProviderGuid ? NetTraceMetadata.RuntimeProvider
        : e.ProviderGuid == ClrRundownTraceEventParser.ProviderGuid ? NetTraceMetadata.RundownProvider
        : e.ProviderGuid == EventPipeProvider ? "Microsoft-DotNETCore-EventPipe"
        : e.ProviderName;
}
