using AppFrag.Model;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// GCAllocationTick, event 10 version 4 of Microsoft-Windows-DotNETRuntime (template GCAllocationTick_V4 in
/// src/coreclr/vm/ClrEtwAll.man): written about every 100 KB that are allocated on one kind of heap, by whoever makes the
/// last of these bytes.
/// </summary>
internal readonly ref struct GCAllocationTickEvent
{
    public const int Id = 10;

    private const int FirstVersionWithObjectSize = 4;

    /// <summary>Bytes allocated on this kind of heap since the tick before, this object included.</summary>
    public required long Amount { get; init; }

    public required AllocationKind Kind { get; init; }

    public required ReadOnlySpan<char> TypeName { get; init; }

    public required long ObjectSize { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, int version, int pointerSize, out GCAllocationTickEvent value)
    {
        var cursor = new ByteCursor(payload);
        cursor.Skip(sizeof(uint)); // amount, in 32 bits
        var kind = (AllocationKind)cursor.ReadUInt32();
        cursor.Skip(sizeof(ushort)); // CLR instance
        var amount = cursor.ReadInt64();
        cursor.Skip(pointerSize); // type id
        var name = cursor.ReadUtf16();
        cursor.Skip(sizeof(uint) + pointerSize); // heap index, address
        value = new GCAllocationTickEvent
        {
            Amount = amount,
            Kind = kind,
            TypeName = name,
            ObjectSize = cursor.ReadInt64(),
        };
        return !cursor.Failed && version >= FirstVersionWithObjectSize && value.ObjectSize > 0;
    }
}
