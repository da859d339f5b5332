using System.Buffers.Binary;

namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// MethodILToNativeMap, event 190 of Microsoft-Windows-DotNETRuntime, and MethodDCEndILToNativeMap, event 150 of its
/// rundown provider (template MethodILToNativeMap in src/coreclr/vm/ClrEtwAll.man). It names the method and its code
/// version, not the address of the code.
/// </summary>
internal readonly ref struct MethodILToNativeMapEvent
{
    public const int Id = 190;
    public const int RundownId = 150;

    private readonly ReadOnlySpan<byte> _ilOffsets;
    private readonly ReadOnlySpan<byte> _nativeOffsets;

    private MethodILToNativeMapEvent(ReadOnlySpan<byte> ilOffsets, ReadOnlySpan<byte> nativeOffsets)
    {
        _ilOffsets = ilOffsets;
        _nativeOffsets = nativeOffsets;
    }

    /// <summary>As <see cref="MethodLoadVerboseEvent.MethodId"/>.</summary>
    public required ulong MethodId { get; init; }

    /// <summary>As <see cref="MethodLoadVerboseEvent.CodeVersion"/>.</summary>
    public required ulong CodeVersion { get; init; }

    /// <summary>Entries of the map.</summary>
    public int Count => _ilOffsets.Length / sizeof(int);

    /// <summary>IL offset of an entry; -1 no mapping, -2 prologue, -3 epilogue (ICorDebugInfo::MappingTypes).</summary>
    public int ILOffset(int index) => BinaryPrimitives.ReadInt32LittleEndian(_ilOffsets[(index * sizeof(int))..]);

    /// <summary>Offset from the start of the code of an entry.</summary>
    public int NativeOffset(int index) => BinaryPrimitives.ReadInt32LittleEndian(_nativeOffsets[(index * sizeof(int))..]);

    public static bool TryRead(ReadOnlySpan<byte> payload, out MethodILToNativeMapEvent value)
    {
        var cursor = new ByteCursor(payload);
        var method = cursor.ReadUInt64();
        var codeVersion = cursor.ReadUInt64();
        cursor.Skip(sizeof(byte)); // extent
        var bytes = cursor.ReadUInt16() * sizeof(int);
        value = new MethodILToNativeMapEvent(cursor.ReadBytes(bytes), cursor.ReadBytes(bytes))
        {
            MethodId = method,
            CodeVersion = codeVersion,
        };
        return !cursor.Failed;
    }
}
