namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// The header of an event or metadata entry. In compressed form a field that did not change is left out, so the same
/// instance is read over and over within a block.
/// </summary>
internal struct EventHeader
{
    public int MetadataId;
    public uint SequenceNumber;
    public long CaptureThreadId;
    public long ThreadId;
    public int StackId;
    public long Timestamp;
    public Guid ActivityId;
    public Guid RelatedActivityId;
    public int PayloadSize;

    [Flags]
    private enum Fields : byte
    {
        MetadataId = 1,
        CaptureThreadAndSequence = 2,
        ThreadId = 4,
        StackId = 8,
        ActivityId = 16,
        RelatedActivityId = 32,
        PayloadSize = 128,
    }

    public void ReadCompressed(ref ByteCursor cursor)
    {
        var fields = (Fields)cursor.ReadByte();
        if ((fields & Fields.MetadataId) != 0)
        {
            MetadataId = (int)cursor.ReadVarUInt32();
        }

        if ((fields & Fields.CaptureThreadAndSequence) != 0)
        {
            SequenceNumber += cursor.ReadVarUInt32();
            CaptureThreadId = (long)cursor.ReadVarUInt64();
            cursor.ReadVarUInt32(); // processor
        }

        if (MetadataId != 0)
        {
            SequenceNumber++;
        }

        if ((fields & Fields.ThreadId) != 0)
        {
            ThreadId = (long)cursor.ReadVarUInt64();
        }

        if ((fields & Fields.StackId) != 0)
        {
            StackId = (int)cursor.ReadVarUInt32();
        }

        Timestamp += (long)cursor.ReadVarUInt64();
        if ((fields & Fields.ActivityId) != 0)
        {
            ActivityId = cursor.ReadGuid();
        }

        if ((fields & Fields.RelatedActivityId) != 0)
        {
            RelatedActivityId = cursor.ReadGuid();
        }

        if ((fields & Fields.PayloadSize) != 0)
        {
            PayloadSize = (int)cursor.ReadVarUInt32();
        }
    }

    /// <summary>Reads the fixed form.</summary>
    /// <returns>Padding bytes after the payload; negative when the sizes contradict each other.</returns>
    public int ReadUncompressed(ref ByteCursor cursor)
    {
        var size = cursor.ReadInt32();
        var start = cursor.Position;
        MetadataId = cursor.ReadInt32() & int.MaxValue; // the high bit says "sorted"
        SequenceNumber = cursor.ReadUInt32();
        ThreadId = cursor.ReadInt64();
        CaptureThreadId = cursor.ReadInt64();
        cursor.Skip(sizeof(int)); // processor
        StackId = cursor.ReadInt32();
        Timestamp = cursor.ReadInt64();
        ActivityId = cursor.ReadGuid();
        RelatedActivityId = cursor.ReadGuid();
        PayloadSize = cursor.ReadInt32();
        return size - (cursor.Position - start) - PayloadSize;
    }
}
