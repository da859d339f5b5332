using AppFrag.Model;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Tool.Recordings;

/// <summary>What a recording holds: counts by kind of event, the time it covers; and what it lacks, with the reason.</summary>
internal sealed class RecordingSurvey
{
    private long _gcStarts;
    private long _heapHistories;
    private long _methods;
    private long _ilMaps;

    public NetTraceHeader? Header { get; private set; }

    public long FirstTimestamp { get; private set; } = long.MaxValue;

    public long LastTimestamp { get; private set; } = long.MinValue;

    public long Samples { get; private set; }

    public long Ticks { get; private set; }

    public void OnHeader(in NetTraceHeader header) => Header = header;

    public void OnEvent(in NetTraceEvent e)
    {
        if (e.Metadata.IsRundown)
        {
            Count(e.Metadata.EventId);
            return;
        }

        // Rundown comes after the end of what was to be recorded, and describes it only.
        FirstTimestamp = Math.Min(FirstTimestamp, e.Timestamp);
        LastTimestamp = Math.Max(LastTimestamp, e.Timestamp);
        if (!e.Metadata.IsRuntime)
        {
            return;
        }

        switch (e.Metadata.EventId)
        {
            case GCStartEvent.Id:
                _gcStarts++;
                break;
            case GCPerHeapHistoryEvent.Id:
                _heapHistories++;
                break;
            case AllocationSampledEvent.Id:
                Samples++;
                break;
            case GCAllocationTickEvent.Id:
                Ticks++;
                break;
            default:
                Count(e.Metadata.EventId);
                break;
        }
    }

    public IReadOnlyList<SourceStatus> Sources(bool isWhole, bool hasLines, long dropped)
    {
        string cut = isWhole ? "" : " (they stand at the end, which is cut off)";
        return
        [
            _gcStarts == 0 ? Missing("gc-events", "the recording has none: no collection happened, or keyword GC (0x1) was not on (dotnet-trace collect --profile gc-collect)")
                : _heapHistories == 0 ? Missing("gc-events", "sizes and holes by generation are not in the recording: it needs keyword GC (0x1) at level Informational (4)")
                : dropped > 0 ? new SourceStatus("gc-events", SourceState.Ok, $"the runtime dropped {dropped} events for want of buffer space: collections may be missing")
                : new SourceStatus("gc-events", SourceState.Ok),
            Samples > 0 ? new SourceStatus("allocation-samples", SourceState.Ok)
                : Ticks > 0 ? new SourceStatus("allocation-samples", SourceState.Ok, "from AllocationTick events, about one in 100 kB: a coarser estimate than AllocationSampled")
                : Missing("allocation-samples", "the recording has none: nothing was allocated, or they were not on (appfrag collect, or dotnet-trace collect --profile gc-verbose)"),
            _methods == 0 ? Missing("method-names", $"the recording has no method events{cut}: sites cannot be named")
                : new SourceStatus("method-names", SourceState.Ok),
            _methods > 0 && _ilMaps == 0 ? Missing("source-lines", "the recording has no IL maps (rundown keyword 0x20000): methods have no lines")
                : hasLines || Samples + Ticks == 0 ? new SourceStatus("source-lines", SourceState.Ok)
                : Missing("source-lines", "no site lies in code that has debug symbols (.pdb) beside its assembly, at the path that the recording names"),
            Missing("host", "a .nettrace holds nothing of the host; appfrag collect records it"),
            Missing("requests", "only the agent inside the service ties allocations to requests"),
        ];
    }

    private static SourceStatus Missing(string name, string reason) => new(name, SourceState.Unavailable, reason);

    private void Count(int eventId)
    {
        switch (eventId)
        {
            case MethodLoadVerboseEvent.Id or MethodLoadVerboseEvent.RundownId:
                _methods++;
                break;
            case MethodILToNativeMapEvent.Id or MethodILToNativeMapEvent.RundownId:
                _ilMaps++;
                break;
        }
    }
}
