using System.Text;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// Reads the nettrace stream (versions 4 and 5: "Nettrace", then "!FastSerialization.1") that the runtime writes to an
/// EventPipe session or a <c>.nettrace</c> file. The format is described in microsoft/perfview,
/// src/TraceEvent/EventPipe/NetTraceFormat_v5.md. The stream is neither disposed nor sought.
/// </summary>
internal sealed class NetTraceReader(Stream stream, INetTraceSink sink)
{
    private const byte NullReference = 1;
    private const byte BeginObject = 5;
    private const byte EndObject = 6;

    // Far above what the runtime writes (100 KB); a greater length is damage, not data.
    private const int MaxBlockSize = 64 * 1024 * 1024;
    private const int MaxTypeName = 128;

    private readonly BlockReader _blocks = new(sink);

    /// <summary>Events given to the sink.</summary>
    public long EventCount => _blocks.EventCount;

    /// <summary>Events the runtime dropped because its buffers were full.</summary>
    public long DroppedEvents => _blocks.DroppedEvents;

    /// <summary>Bytes read so far: after the end, where the stream ended.</summary>
    public long Offset { get; private set; }

    /// <summary>Whether the writer finished the stream; false when it was cut off between two blocks.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Blocks until the stream ends. What the stream or the sink throws is passed on.</summary>
    /// <exception cref="NetTraceFormatException">The stream is malformed, or ends inside a block.</exception>
    public void ReadToEnd()
    {
        using var input = new NetTraceInput(stream);
        try
        {
            ReadMagic(input);
            ReadTrace(input);
            ReadBlocks(input);
        }
        finally
        {
            Offset = input.Offset;
            _blocks.Release();
        }
    }

    private static void ReadMagic(NetTraceInput input)
    {
        if (!input.Take(8).SequenceEqual("Nettrace"u8))
        {
            throw new NetTraceFormatException("it does not start with \"Nettrace\"", 0);
        }

        var length = new ByteCursor(input.Take(sizeof(int))).ReadInt32();
        if (length == 0)
        {
            var major = new ByteCursor(input.Take(sizeof(int))).ReadInt32();
            throw new NetTraceFormatException($"format version {major} is not known (4 and 5 are)", 8);
        }

        if (length != 20 || !input.Take(20).SequenceEqual("!FastSerialization.1"u8))
        {
            throw new NetTraceFormatException("no \"!FastSerialization.1\"", 8);
        }
    }

    private void ReadTrace(NetTraceInput input)
    {
        var at = input.Offset;
        var (name, version) = ReadType(input, input.Take(1)[0], at);
        if (name != "Trace" || version is not (4 or 5))
        {
            throw new NetTraceFormatException($"expected a Trace object of version 4 or 5, found {name} {version}", at);
        }

        at = input.Offset;
        if (!TraceObject.TryRead(input.Take(TraceObject.Size), out var header))
        {
            throw new NetTraceFormatException("impossible time, frequency or pointer size", at);
        }

        ReadEnd(input);
        _blocks.PointerSize = header.PointerSize;
        sink.OnHeader(in header);
    }

    private void ReadBlocks(NetTraceInput input)
    {
        while (!input.IsAtEnd())
        {
            var at = input.Offset;
            var tag = input.Take(1)[0];
            if (tag == NullReference)
            {
                IsComplete = true;
                return;
            }

            ReadBlock(input, tag, at);
        }
    }

    private void ReadBlock(NetTraceInput input, byte tag, long at)
    {
        var (name, _) = ReadType(input, tag, at);
        var size = new ByteCursor(input.Take(sizeof(int))).ReadInt32();
        if (size is < 0 or > MaxBlockSize)
        {
            throw new NetTraceFormatException($"impossible block size {size}", input.Offset - sizeof(int));
        }

        input.Take((int)(-input.Offset & 3)); // blocks start at a multiple of four
        var start = input.Offset;
        var block = input.Take(size);
        switch (name)
        {
            case "EventBlock":
                _blocks.ReadEvents(block, start);
                break;
            case "MetadataBlock":
                _blocks.ReadMetadata(block, start);
                break;
            case "StackBlock":
                _blocks.ReadStacks(block, start);
                break;
            case "SPBlock":
                _blocks.ReadSequencePoint(block, start);
                break;
            default:
                throw new NetTraceFormatException($"unknown object {name}", at);
        }

        ReadEnd(input);
    }

    private static (string Name, int Version) ReadType(NetTraceInput input, byte tag, long at)
    {
        var head = new ByteCursor(input.Take(14));
        var isObject = tag == BeginObject && head.ReadByte() == BeginObject && head.ReadByte() == NullReference;
        var version = head.ReadInt32();
        head.Skip(sizeof(int)); // least version of a reader
        var length = head.ReadInt32();
        if (!isObject || length is <= 0 or > MaxTypeName)
        {
            throw new NetTraceFormatException("expected the start of an object", at);
        }

        var name = Encoding.ASCII.GetString(input.Take(length));
        ReadEnd(input);
        return (name, version);
    }

    private static void ReadEnd(NetTraceInput input)
    {
        if (input.Take(1)[0] != EndObject)
        {
            throw new NetTraceFormatException("expected the end of an object", input.Offset - 1);
        }
    }
}
