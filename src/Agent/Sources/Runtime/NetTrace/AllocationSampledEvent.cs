using AppFrag.Model;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// AllocationSampled, event 303 version 0 of Microsoft-Windows-DotNETRuntime (template AllocationSampled in
/// src/coreclr/vm/ClrEtwAll.man, .NET 10). Every allocated byte is picked with p = 1/102,400; the event describes the
/// object that holds the byte.
/// </summary>
internal readonly ref struct AllocationSampledEvent
{
    public const int Id = 303;

    public required AllocationKind Kind { get; init; }

    /// <summary>Address of the type's method table: the same for all samples of a type.</summary>
    public required ulong TypeId { get; init; }

    public required ReadOnlySpan<char> TypeName { get; init; }

    public required ulong Address { get; init; }

    public required long ObjectSize { get; init; }

    /// <summary>Offset in the object of the byte that was picked.</summary>
    public required long SampledByteOffset { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, int pointerSize, out AllocationSampledEvent value)
    {
        var cursor = new ByteCursor(payload);
        var kind = (AllocationKind)cursor.ReadUInt32();
        cursor.Skip(sizeof(ushort)); // CLR instance
        value = new AllocationSampledEvent
        {
            Kind = kind,
            TypeId = cursor.ReadPointer(pointerSize),
            TypeName = cursor.ReadUtf16(),
            Address = cursor.ReadPointer(pointerSize),
            ObjectSize = cursor.ReadInt64(),
            SampledByteOffset = cursor.ReadInt64(),
        };
        return !cursor.Failed;
    }
}
