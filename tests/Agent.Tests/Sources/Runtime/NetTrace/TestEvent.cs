namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>An event for <see cref="NetTraceBuilder"/>.</summary>
internal sealed record TestEvent
{
    public int MetadataId { get; init; } = NetTraceBuilder.MetadataId;

    public uint SequenceNumber { get; init; } = 1;

    public long ThreadId { get; init; } = 100;

    public int StackId { get; init; }

    public long Timestamp { get; init; } = 1000;

    public Guid ActivityId { get; init; }

    public Guid RelatedActivityId { get; init; }

    public byte[] Payload { get; init; } = [1, 2, 3];

    public void WriteUncompressed(BinaryWriter writer)
    {
        var padding = -Payload.Length & 3;
        writer.Write(76 + Payload.Length + padding);
        writer.Write(MetadataId | int.MinValue); // sorted
        writer.Write(SequenceNumber);
        writer.Write(ThreadId);
        writer.Write(ThreadId); // capturing thread
        writer.Write(0); // processor
        writer.Write(StackId);
        writer.Write(Timestamp);
        writer.Write(ActivityId.ToByteArray());
        writer.Write(RelatedActivityId.ToByteArray());
        writer.Write(Payload.Length);
        writer.Write(Payload);
        writer.Write(new byte[padding]);
    }

    /// <summary>Leaves out what is as in the event before.</summary>
    public void WriteCompressed(BinaryWriter writer, TestEvent previous)
    {
        var sameThread = ThreadId == previous.ThreadId && SequenceNumber == previous.SequenceNumber + 1;
        writer.Write((byte)((MetadataId != previous.MetadataId ? 1 : 0)
            | (sameThread ? 0 : 2)
            | (ThreadId != previous.ThreadId ? 4 : 0)
            | (StackId != previous.StackId ? 8 : 0)
            | (ActivityId != previous.ActivityId ? 16 : 0)
            | (RelatedActivityId != previous.RelatedActivityId ? 32 : 0)
            | 64
            | (Payload.Length != previous.Payload.Length ? 128 : 0)));
        Write(MetadataId != previous.MetadataId, () => writer.Write7BitEncodedInt(MetadataId));
        Write(!sameThread, () =>
        {
            writer.Write7BitEncodedInt((int)(SequenceNumber - previous.SequenceNumber - 1));
            writer.Write7BitEncodedInt64(ThreadId);
            writer.Write7BitEncodedInt(0); // processor
        });
        Write(ThreadId != previous.ThreadId, () => writer.Write7BitEncodedInt64(ThreadId));
        Write(StackId != previous.StackId, () => writer.Write7BitEncodedInt(StackId));
        writer.Write7BitEncodedInt64(Timestamp - previous.Timestamp);
        Write(ActivityId != previous.ActivityId, () => writer.Write(ActivityId.ToByteArray()));
        Write(RelatedActivityId != previous.RelatedActivityId, () => writer.Write(RelatedActivityId.ToByteArray()));
        Write(Payload.Length != previous.Payload.Length, () => writer.Write7BitEncodedInt(Payload.Length));
        writer.Write(Payload);
    }

    private static void Write(bool isPresent, Action write)
    {
        if (isPresent)
        {
            write();
        }
    }
}
