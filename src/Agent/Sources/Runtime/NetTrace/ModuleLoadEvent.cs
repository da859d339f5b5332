namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// ModuleLoad, event 152 of Microsoft-Windows-DotNETRuntime, and ModuleDCEnd, event 154 of its rundown provider,
/// version 2 (template ModuleLoadUnload_V2 in src/coreclr/vm/ClrEtwAll.man).
/// </summary>
internal readonly ref struct ModuleLoadEvent
{
    public const int Id = 152;
    public const int RundownId = 154;

    public required ulong ModuleId { get; init; }

    /// <summary>Where the module was loaded from; a bare name for one that was made in memory or lies in a bundle.</summary>
    public required ReadOnlySpan<char> ILPath { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, out ModuleLoadEvent value)
    {
        var cursor = new ByteCursor(payload);
        var module = cursor.ReadUInt64();
        cursor.Skip(sizeof(ulong) + (2 * sizeof(uint))); // assembly, flags, reserved
        value = new ModuleLoadEvent { ModuleId = module, ILPath = cursor.ReadUtf16() };
        return !cursor.Failed;
    }
}
