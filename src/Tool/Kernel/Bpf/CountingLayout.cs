using System.Buffers.Binary;
using System.Text;
using AppFrag.Tool.Kernel.Counting;

namespace AppFrag.Tool.Kernel.Bpf;

/// <summary>How a row lies in a table in the kernel: its key parts one after the other, then four numbers.</summary>
internal static class CountingLayout
{
    public const int ValueSize = 32;
    public const int HitsOffset = 0;
    public const int SumOffset = 8;
    public const int ReleasedOffset = 16;
    public const int UnmatchedOffset = 24;

    /// <summary>Of texts the first 31 bytes count: no cache of the kernel has a longer name that differs later.</summary>
    public const int TextSize = 32;

    /// <summary>TASK_COMM_LEN.</summary>
    public const int TaskNameSize = 16;

    public static int SizeOf(TableKey key) => key.Kind switch
    {
        KeyKind.Text => TextSize,
        KeyKind.Task => 8 + TaskNameSize,
        _ => 8,
    };

    public static int KeySize(TableSpec table) => table.Keys.Sum(SizeOf);

    public static CountedRow Parse(TableSpec table, ReadOnlySpan<byte> entry)
    {
        var keys = new KeyValue[table.Keys.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            var part = entry[..SizeOf(table.Keys[i])];
            entry = entry[part.Length..];
            keys[i] = table.Keys[i].Kind switch
            {
                KeyKind.Text => new KeyValue(0, Text(part)),
                KeyKind.Task => new KeyValue(BinaryPrimitives.ReadUInt64LittleEndian(part), Text(part[8..])),
                _ => new KeyValue(BinaryPrimitives.ReadUInt64LittleEndian(part), null),
            };
        }

        return new CountedRow(
            keys,
            BinaryPrimitives.ReadInt64LittleEndian(entry[HitsOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(entry[SumOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(entry[ReleasedOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(entry[UnmatchedOffset..]));
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
