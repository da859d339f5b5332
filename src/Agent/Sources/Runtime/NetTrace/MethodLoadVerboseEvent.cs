namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// MethodLoadVerbose, event 143 of Microsoft-Windows-DotNETRuntime, and MethodDCEndVerbose, event 144 of its rundown
/// provider, versions 1 and 2 (templates MethodLoadUnloadVerbose_V1, _V2 in src/coreclr/vm/ClrEtwAll.man). The runtime
/// writes version 1 for the first code of a method and version 2 for later code (tiers, on-stack replacement).
/// </summary>
internal readonly ref struct MethodLoadVerboseEvent
{
    public const int Id = 143;
    public const int RundownId = 144;

    private const uint DynamicFlag = 1;
    private const uint JittedFlag = 8;

    /// <summary>Address of the method descriptor: the same for all code of the method.</summary>
    public required ulong MethodId { get; init; }

    public required ulong ModuleId { get; init; }

    public required ulong StartAddress { get; init; }

    /// <summary>Bytes of code from <see cref="StartAddress"/>.</summary>
    public required uint Size { get; init; }

    /// <summary>MethodDef token; 0 for dynamic methods.</summary>
    public required int Token { get; init; }

    public required uint Flags { get; init; }

    /// <summary>Full name of the declaring type, nested types behind a <c>+</c>.</summary>
    public required ReadOnlySpan<char> Namespace { get; init; }

    public required ReadOnlySpan<char> Name { get; init; }

    /// <summary>Which code of the method this is; 0 for the first.</summary>
    public required ulong CodeVersion { get; init; }

    public bool IsDynamic => (Flags & DynamicFlag) != 0;

    /// <summary>Whether it was compiled at run time; else it is precompiled (ReadyToRun) and has no map of IL offsets.</summary>
    public bool IsJitted => (Flags & JittedFlag) != 0;

    public static bool TryRead(ReadOnlySpan<byte> payload, int version, out MethodLoadVerboseEvent value)
    {
        var cursor = new ByteCursor(payload);
        var method = cursor.ReadUInt64();
        var module = cursor.ReadUInt64();
        var start = cursor.ReadUInt64();
        var size = cursor.ReadUInt32();
        var token = cursor.ReadInt32();
        var flags = cursor.ReadUInt32();
        var type = cursor.ReadUtf16();
        var name = cursor.ReadUtf16();
        cursor.ReadUtf16(); // signature
        cursor.Skip(sizeof(ushort)); // CLR instance
        value = new MethodLoadVerboseEvent
        {
            MethodId = method,
            ModuleId = module,
            StartAddress = start,
            Size = size,
            Token = token,
            Flags = flags,
            Namespace = type,
            Name = name,
            CodeVersion = version >= 2 ? cursor.ReadUInt64() : 0,
        };
        return !cursor.Failed;
    }
}
