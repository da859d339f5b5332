namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>Decodes the blocks of a stream and keeps what later blocks refer to: metadata, stacks, sequence numbers.</summary>
internal sealed class BlockReader(INetTraceSink sink)
{
    private const int CompressedHeaders = 1;

    private readonly Dictionary<int, NetTraceMetadata> _metadata = [];
    private readonly StackTable _stacks = new();
    private readonly SequenceNumbers _sequence = new();
    private NetTraceMetadata? _latest;

    public int PointerSize { get; set; } = sizeof(ulong);

    public long EventCount { get; private set; }

    public long DroppedEvents => _sequence.Dropped;

    public void ReadEvents(ReadOnlySpan<byte> block, long offset) => ReadEntries(block, offset, isMetadata: false);

    public void ReadMetadata(ReadOnlySpan<byte> block, long offset) => ReadEntries(block, offset, isMetadata: true);

    public void ReadStacks(ReadOnlySpan<byte> block, long offset)
    {
        if (!_stacks.TryAddBlock(block, PointerSize))
        {
            throw new NetTraceFormatException("malformed StackBlock", offset);
        }
    }

    public void ReadSequencePoint(ReadOnlySpan<byte> block, long offset)
    {
        _stacks.Clear();
        if (!_sequence.TryReadSequencePoint(block))
        {
            throw new NetTraceFormatException("malformed SPBlock", offset);
        }
    }

    /// <summary>Gives pooled memory back; the counters stay.</summary>
    public void Release() => _stacks.Release();

    private void ReadEntries(ReadOnlySpan<byte> block, long offset, bool isMetadata)
    {
        var cursor = new ByteCursor(block);
        var headerSize = cursor.ReadUInt16();
        var isCompressed = (cursor.ReadUInt16() & CompressedHeaders) != 0;
        cursor.Skip(headerSize - (2 * sizeof(ushort))); // least and greatest timestamp, and what later versions add
        var header = default(EventHeader);
        while (cursor.Remaining > 0 && !cursor.Failed)
        {
            var at = offset + cursor.Position;
            var padding = 0;
            if (isCompressed)
            {
                header.ReadCompressed(ref cursor);
            }
            else
            {
                padding = header.ReadUncompressed(ref cursor);
            }

            var payload = cursor.ReadBytes(header.PayloadSize);
            cursor.Skip(padding);
            if (cursor.Failed)
            {
                throw new NetTraceFormatException("event reaches beyond its block", at);
            }

            if (isMetadata)
            {
                Define(payload, at);
            }
            else
            {
                Deliver(in header, payload, at);
            }
        }

        if (cursor.Failed)
        {
            throw new NetTraceFormatException("impossible block header", offset);
        }
    }

    private void Define(ReadOnlySpan<byte> payload, long at)
    {
        if (!NetTraceMetadata.TryRead(payload, out var metadata))
        {
            throw new NetTraceFormatException("malformed metadata", at);
        }

        _metadata[metadata.MetadataId] = metadata;
        _latest = null;
    }

    private void Deliver(in EventHeader header, ReadOnlySpan<byte> payload, long at)
    {
        if (_latest?.MetadataId != header.MetadataId && !_metadata.TryGetValue(header.MetadataId, out _latest))
        {
            throw new NetTraceFormatException($"event of unknown kind {header.MetadataId}", at);
        }

        _sequence.OnEvent(header.CaptureThreadId, header.SequenceNumber);
        EventCount++;
        sink.OnEvent(new NetTraceEvent
        {
            Metadata = _latest!,
            Timestamp = header.Timestamp,
            ThreadId = header.ThreadId,
            ActivityId = header.ActivityId,
            RelatedActivityId = header.RelatedActivityId,
            Payload = payload,
            Stack = _stacks.Find(header.StackId),
        });
    }
}
