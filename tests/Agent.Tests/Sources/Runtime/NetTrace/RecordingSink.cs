using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>Keeps copies of everything it is given.</summary>
internal sealed class RecordingSink : INetTraceSink
{
    public NetTraceHeader Header { get; private set; }

    public List<RecordedEvent> Events { get; } = [];

    public List<ulong[]> Stacks { get; } = [];

    public static RecordingSink Read(byte[] trace) => Read(trace, out _);

    public static RecordingSink Read(byte[] trace, out NetTraceReader reader)
    {
        var sink = new RecordingSink();
        reader = new NetTraceReader(new MemoryStream(trace), sink);
        reader.ReadToEnd();
        return sink;
    }

    public void OnHeader(in NetTraceHeader header) => Header = header;

    public void OnEvent(in NetTraceEvent e)
    {
        Events.Add(new RecordedEvent(
            e.Metadata.ProviderName,
            e.Metadata.EventId,
            e.Metadata.Version,
            e.Timestamp,
            e.ThreadId,
            e.ActivityId,
            e.RelatedActivityId,
            Convert.ToHexString(e.Payload)));
        Stacks.Add(e.Stack.ToArray());
    }
}
