using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

public sealed class NetTraceReaderTests
{
    private static readonly TestEvent[] SomeEvents =
    [
        new() { SequenceNumber = 1, Timestamp = 1000 },
        new() { SequenceNumber = 2, Timestamp = 1010, ActivityId = new Guid(1, 2, 3, new byte[8]) },
        new() { SequenceNumber = 1, Timestamp = 900, ThreadId = 200, RelatedActivityId = new Guid(4, 5, 6, new byte[8]), Payload = [] },
        new() { SequenceNumber = 3, Timestamp = 2000, Payload = new byte[300] },
    ];

    [Theory]
    [InlineData(4, 8)]
    [InlineData(5, 8)]
    [InlineData(4, 4)]
    public void Header_IsThatOfTheTraceObject(int version, int pointerSize)
    {
        var header = RecordingSink.Read(new NetTraceBuilder(pointerSize, version).End()).Header;

        var expected = new NetTraceHeader(
            new DateTime(2026, 11, 22, 21, 30, 15, 250, DateTimeKind.Utc), 1_000_000, 10_000_000, pointerSize, 4711, 2);
        Assert.Equal(expected, header);
        Assert.Equal(expected.SyncTimeUtc.AddSeconds(2), header.ToUtc(21_000_000));
    }

    [Fact]
    public void CompressedAndUncompressedEvents_AreTheSame_AndThoseOfTraceEvent()
    {
        var compressed = new NetTraceBuilder().Metadata().Events(SomeEvents).End();
        var uncompressed = new NetTraceBuilder().Metadata().UncompressedEvents(SomeEvents).End();

        var events = RecordingSink.Read(compressed).Events;

        Assert.Equal(events, RecordingSink.Read(uncompressed).Events);
        Assert.Equal(
            SomeEvents.Select(e => (e.Timestamp, e.ThreadId, e.ActivityId, e.RelatedActivityId, Convert.ToHexString(e.Payload))),
            events.Select(e => (e.Timestamp, e.ThreadId, e.ActivityId, e.RelatedActivityId, e.Payload)));
        Assert.All(events, e => Assert.Equal(("Test", 42, 3), (e.Provider, e.Id, e.Version)));

        // TraceEvent calls a provider it does not know by its id.
        Assert.Equal(
            events.Select(e => e with { Provider = "" }).OrderBy(e => e.Timestamp),
            TraceEventOracle.Events(compressed, out _).Select(e => e with { Provider = "" }).OrderBy(e => e.Timestamp));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    public void Stack_IsThatOfItsId_UntilTheNextSequencePoint(int pointerSize)
    {
        var sink = RecordingSink.Read(new NetTraceBuilder(pointerSize).Metadata()
            .Stacks(1, pointerSize, [0x10, 0x20], [])
            .Stacks(3, pointerSize, [0xfffffff0])
            .Events(
                new TestEvent { SequenceNumber = 1, StackId = 3 },
                new TestEvent { SequenceNumber = 2, StackId = 1 },
                new TestEvent { SequenceNumber = 3, StackId = 2 },
                new TestEvent { SequenceNumber = 4, StackId = 0 })
            .SequencePoint((100, 4))
            .Stacks(1, pointerSize, [0x30])
            .Events(new TestEvent { SequenceNumber = 5, StackId = 1 }, new TestEvent { SequenceNumber = 6, StackId = 2 })
            .End());

        Assert.Equal([[0xfffffff0], [0x10, 0x20], [], [], [0x30], []], sink.Stacks);
    }

    [Fact]
    public void StacksBeyondOneChunk_AreAllFound()
    {
        ulong[][] stacks = [.. Enumerable.Range(1, 6000).Select(i => new ulong[] { (ulong)i, (ulong)i + 1, (ulong)i + 2 })];
        TestEvent[] events = [.. Enumerable.Range(1, 6000).Select(i => new TestEvent { SequenceNumber = (uint)i, StackId = i })];

        var sink = RecordingSink.Read(new NetTraceBuilder().Metadata().Stacks(1, 8, stacks).Events(events).End());

        Assert.Equal(stacks, sink.Stacks);
    }

    [Fact]
    public void GapsInSequenceNumbers_AreDroppedEvents()
    {
        var trace = new NetTraceBuilder().Metadata()
            .Events(
                new TestEvent { SequenceNumber = 1 },
                new TestEvent { SequenceNumber = 4 }, // 2 and 3
                new TestEvent { SequenceNumber = 3, ThreadId = 200 }, // 1 and 2
                new TestEvent { SequenceNumber = 5 })
            .SequencePoint((100, 7), (200, 3), (300, 4)) // 6 and 7; 1 to 4
            .Events(new TestEvent { SequenceNumber = 8 }, new TestEvent { SequenceNumber = 5, ThreadId = 300 })
            .End();

        RecordingSink.Read(trace, out var reader);

        Assert.Equal(10, reader.DroppedEvents);
        Assert.Equal(6, reader.EventCount);
    }

    [Fact]
    public void ThreadIdThatIsReused_IsNoDrop()
    {
        var trace = new NetTraceBuilder().Metadata()
            .Events(new TestEvent { SequenceNumber = 1 }, new TestEvent { SequenceNumber = 2 })
            .Events(new TestEvent { SequenceNumber = 1 }, new TestEvent { SequenceNumber = 2 })
            .End();

        RecordingSink.Read(trace, out var reader);

        Assert.Equal(0, reader.DroppedEvents);
    }

    [Fact]
    public void StreamThatArrivesByteByByte_IsRead()
    {
        var trace = TraceFixture.Shop.AsSpan(0, 60_000).ToArray();
        var whole = new RecordingSink();
        var trickled = new RecordingSink();

        var expected = Assert.Throws<NetTraceFormatException>(new NetTraceReader(new MemoryStream(trace), whole).ReadToEnd);
        var actual = Assert.Throws<NetTraceFormatException>(new NetTraceReader(new TricklingStream(trace), trickled).ReadToEnd);

        Assert.NotEmpty(whole.Events);
        Assert.Equal(whole.Events, trickled.Events);
        Assert.Equal(expected.Message, actual.Message);
    }

    [Fact]
    public void StreamCutBetweenBlocks_EndsIncomplete()
    {
        var sink = RecordingSink.Read(new NetTraceBuilder().Metadata().Events(SomeEvents).Cut(), out var reader);

        Assert.False(reader.IsComplete);
        Assert.Equal(SomeEvents.Length, sink.Events.Count);
    }

    [Fact]
    public void Exception_NamesProblemAndOffset()
    {
        var cut = new NetTraceBuilder().Metadata().Cut();

        AssertFails("Not a readable nettrace stream: it does not start with \"Nettrace\" at offset 0.", "#!/bin/sh and so on"u8.ToArray());
        AssertFails("Not a readable nettrace stream: truncated at offset 0.", []);
        AssertFails($"Not a readable nettrace stream: truncated at offset {cut.Length - 1}.", cut[..^1]);
        AssertFails(
            "Not a readable nettrace stream: format version 6 is not known (4 and 5 are) at offset 8.",
            [.. "Nettrace"u8, 0, 0, 0, 0, 6, 0, 0, 0]);
        AssertFails(
            $"Not a readable nettrace stream: unknown object Novelty at offset {cut.Length}.",
            new NetTraceBuilder().Metadata().Block("Novelty", w => w.Write(1)).End());
        AssertFails(
            "Not a readable nettrace stream: event of unknown kind 9 at offset",
            new NetTraceBuilder().Metadata().Events(new TestEvent { MetadataId = 9 }).End());
        AssertFails(
            "Not a readable nettrace stream: malformed StackBlock at offset",
            new NetTraceBuilder().Stacks(1, 8, [0x10]).Stacks(5, 8, [0x20]).End());
        AssertFails(
            "Not a readable nettrace stream: malformed SPBlock at offset",
            new NetTraceBuilder().Block("SPBlock", w => w.Write([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0])).End());

        static void AssertFails(string message, byte[] trace) =>
            Assert.StartsWith(message, Assert.Throws<NetTraceFormatException>(() => { RecordingSink.Read(trace); }).Message, StringComparison.Ordinal);
    }

    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
