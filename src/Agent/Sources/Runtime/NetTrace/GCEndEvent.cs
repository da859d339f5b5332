namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>GCEnd, event 2 version 1 of Microsoft-Windows-DotNETRuntime (template GCEnd_V1 in src/coreclr/vm/ClrEtwAll.man).</summary>
internal readonly ref struct GCEndEvent
{
    public const int Id = 2;

    /// <summary>Number of the collection, as in <see cref="GCStartEvent.Count"/>.</summary>
    public required long Count { get; init; }

    /// <summary>Condemned generation, 0 to 2.</summary>
    public required int Depth { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, out GCEndEvent value)
    {
        var cursor = new ByteCursor(payload);
        value = new GCEndEvent { Count = cursor.ReadUInt32(), Depth = cursor.ReadInt32() };
        cursor.Skip(sizeof(ushort)); // CLR instance
        return !cursor.Failed;
    }
}
