namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// PinObjectAtGCTime, event 33 of Microsoft-Windows-DotNETRuntime (template PinObjectAtGCTime in
/// src/coreclr/vm/ClrEtwAll.man): one object that may not be moved, at each collection that meets it. Level Verbose.
/// </summary>
internal readonly ref struct PinObjectAtGCTimeEvent
{
    public const int Id = 33;

    public required ulong Object { get; init; }

    public required long ObjectSize { get; init; }

    public required ReadOnlySpan<char> TypeName { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, int pointerSize, out PinObjectAtGCTimeEvent value)
    {
        var cursor = new ByteCursor(payload);
        cursor.ReadPointer(pointerSize); // handle
        value = new PinObjectAtGCTimeEvent
        {
            Object = cursor.ReadPointer(pointerSize),
            ObjectSize = cursor.ReadInt64(),
            TypeName = cursor.ReadUtf16(),
        };
        return !cursor.Failed;
    }
}
