namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

public sealed class NetTraceReaderOracleTests
{
    [Fact]
    public void Events_OfARecordedTrace_AreThoseOfTraceEvent()
    {
        var expected = TraceEventOracle.Events(TraceFixture.Shop, out var lost);

        var actual = RecordingSink.Read(TraceFixture.Shop, out var reader);

        Assert.True(expected.Count > 2000, $"The oracle saw {expected.Count} events.");
        Assert.Equal(Sorted(expected), Sorted(actual.Events));
        Assert.Equal(expected.Count, reader.EventCount);
        Assert.Equal(lost, reader.DroppedEvents);
        Assert.True(reader.IsComplete);
    }

    private static IEnumerable<RecordedEvent> Sorted(IEnumerable<RecordedEvent> events) =>
        events.OrderBy(e => e.Timestamp).ThenBy(e => e.ThreadId).ThenBy(e => e.Provider, StringComparer.Ordinal).ThenBy(e => e.Id)
            .ThenBy(e => e.Payload, StringComparer.Ordinal);
}
