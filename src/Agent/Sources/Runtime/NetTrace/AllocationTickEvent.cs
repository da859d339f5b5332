using AppFrag.Model;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// GCAllocationTick, event 10 version 4 of Microsoft-Windows-DotNETRuntime (template GCAllocationTick_V4 in
/// src/coreclr/vm/ClrEtwAll.man): about every 100 KB of allocation on a heap, with the object that crossed the line.
/// </summary>
internal readonly ref struct AllocationTickEvent
{
    public const int Id = 10;

    /// <summary>Versions before have no object size.</summary>
    public const int LeastVersion = 4;

    public required AllocationKind Kind { get; init; }

    /// <summary>Bytes allocated on that heap since the event before.</summary>
    public required long Amount { get; init; }

    public required ReadOnlySpan<char> TypeName { get; init; }

    public required long ObjectSize { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, int pointerSize, out AllocationTickEvent value)
    {
        var cursor = new ByteCursor(payload);
        cursor.Skip(sizeof(uint)); // the amount once more, in 32 bits
        var kind = (AllocationKind)cursor.ReadUInt32();
        cursor.Skip(sizeof(ushort)); // CLR instance
        var amount = cursor.ReadInt64();
        cursor.Skip(pointerSize); // type id
        var type = cursor.ReadUtf16();
        cursor.Skip(sizeof(uint) + pointerSize); // heap, address
        value = new AllocationTickEvent { Kind = kind, Amount = amount, TypeName = type, ObjectSize = cursor.ReadInt64() };
        return !cursor.Failed;
    }
}
