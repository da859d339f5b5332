namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>The payload of the Trace object, the first of a stream: a SYSTEMTIME, then the clock and the process.</summary>
internal static class TraceObject
{
    public const int Size = 48;

    public static bool TryRead(ReadOnlySpan<byte> payload, out NetTraceHeader header)
    {
        var cursor = new ByteCursor(payload);
        var year = cursor.ReadUInt16();
        var month = cursor.ReadUInt16();
        cursor.Skip(sizeof(ushort)); // day of week
        var day = cursor.ReadUInt16();
        var hour = cursor.ReadUInt16();
        var minute = cursor.ReadUInt16();
        var second = cursor.ReadUInt16();
        var millisecond = cursor.ReadUInt16();
        var syncQpc = cursor.ReadInt64();
        var frequency = cursor.ReadInt64();
        var pointerSize = cursor.ReadInt32();
        var processId = cursor.ReadInt32();
        var processors = cursor.ReadInt32();
        var isDate = year is >= 1 and <= 9999 && month is >= 1 and <= 12
            && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        if (cursor.Failed || !isDate || hour > 23 || minute > 59 || second > 59 || millisecond > 999
            || frequency <= 0 || pointerSize is not (4 or 8))
        {
            header = default;
            return false;
        }

        var time = new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc);
        header = new NetTraceHeader(time, syncQpc, frequency, pointerSize, processId, processors);
        return true;
    }
}
