using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>Writes nettrace streams by the format's description, in shapes that the runtime of today does not write.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A writer over a MemoryStream has nothing to release.")]
internal sealed class NetTraceBuilder
{
    public const int MetadataId = 7;

    private readonly MemoryStream _stream = new();
    private readonly BinaryWriter _writer;

    public NetTraceBuilder(int pointerSize = 8, int version = 4)
    {
        _writer = new BinaryWriter(_stream);
        _writer.Write("Nettrace"u8);
        WriteString("!FastSerialization.1");
        BeginObject("Trace", version);
        foreach (var part in new short[] { 2026, 11, 0, 22, 21, 30, 15, 250 })
        {
            _writer.Write(part);
        }

        _writer.Write(1_000_000L); // QPC at that time
        _writer.Write(10_000_000L); // QPC per second
        _writer.Write(pointerSize);
        _writer.Write(4711); // process
        _writer.Write(2); // processors
        _writer.Write(0); // sampling rate
        EndObject();
    }

    public NetTraceBuilder Metadata(string provider = "Test", int eventId = 42, int eventVersion = 3)
    {
        var payload = Payload(w =>
        {
            w.Write(MetadataId);
            WriteUtf16(w, provider);
            w.Write(eventId);
            WriteUtf16(w, "Name");
            w.Write(0L); // keywords
            w.Write(eventVersion);
            w.Write(4); // level
            w.Write(0); // fields
        });
        return EventBlock(isCompressed: false, ("MetadataBlock", new TestEvent { MetadataId = 0, Payload = payload }));
    }

    public NetTraceBuilder Events(params TestEvent[] events) => EventBlock(true, [.. events.Select(e => ("EventBlock", e))]);

    public NetTraceBuilder UncompressedEvents(params TestEvent[] events) => EventBlock(false, [.. events.Select(e => ("EventBlock", e))]);

    public NetTraceBuilder Stacks(int firstId, int pointerSize, params ulong[][] stacks) => Block("StackBlock", w =>
    {
        w.Write(firstId);
        w.Write(stacks.Length);
        foreach (var stack in stacks)
        {
            w.Write(stack.Length * pointerSize);
            foreach (var address in stack)
            {
                w.Write(BitConverter.GetBytes(address).AsSpan(0, pointerSize));
            }
        }
    });

    public NetTraceBuilder SequencePoint(params (long Thread, int Number)[] threads) => Block("SPBlock", w =>
    {
        w.Write(0L); // timestamp
        w.Write(threads.Length);
        foreach (var (thread, number) in threads)
        {
            w.Write(thread);
            w.Write(number);
        }
    });

    public NetTraceBuilder Block(string type, Action<BinaryWriter> write)
    {
        var payload = Payload(write);
        BeginObject(type, 2);
        _writer.Write(payload.Length);
        while (_stream.Position % 4 != 0)
        {
            _writer.Write((byte)0);
        }

        _writer.Write(payload);
        EndObject();
        return this;
    }

    /// <summary>The stream, with its end tag.</summary>
    public byte[] End()
    {
        _writer.Write((byte)1);
        return Cut();
    }

    /// <summary>The stream as if the writer had died.</summary>
    public byte[] Cut() => _stream.ToArray();

    private static byte[] Payload(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    private NetTraceBuilder EventBlock(bool isCompressed, params (string Type, TestEvent Event)[] events) => Block(events[0].Type, w =>
    {
        w.Write((short)20);
        w.Write((short)(isCompressed ? 1 : 0));
        w.Write(0L); // least timestamp
        w.Write(0L); // greatest timestamp
        var previous = new TestEvent { MetadataId = 0, ThreadId = 0, SequenceNumber = 0, Timestamp = 0, Payload = [] };
        foreach (var (_, e) in events)
        {
            if (isCompressed)
            {
                e.WriteCompressed(w, previous);
            }
            else
            {
                e.WriteUncompressed(w);
            }

            previous = e;
        }
    });

    private void BeginObject(string type, int version)
    {
        _writer.Write([5, 5, 1]);
        _writer.Write(version);
        _writer.Write(version);
        WriteString(type);
        EndObject();
    }

    private void EndObject() => _writer.Write((byte)6);

    private void WriteString(string text)
    {
        _writer.Write(text.Length);
        _writer.Write(Encoding.ASCII.GetBytes(text));
    }

    private static void WriteUtf16(BinaryWriter writer, string text) => writer.Write(Encoding.Unicode.GetBytes(text + "\0"));
}
