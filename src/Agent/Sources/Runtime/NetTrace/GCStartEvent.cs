namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>GCStart, event 1 version 2 of Microsoft-Windows-DotNETRuntime (template GCStart_V2 in src/coreclr/vm/ClrEtwAll.man).</summary>
internal readonly ref struct GCStartEvent
{
    public const int Id = 1;

    /// <summary>Number of the collection; the key that joins it with <see cref="GCEndEvent.Count"/>.</summary>
    public required long Count { get; init; }

    /// <summary>Condemned generation, 0 to 2.</summary>
    public required int Depth { get; init; }

    /// <summary>Value of the manifest's GCReasonMap.</summary>
    public required int Reason { get; init; }

    /// <summary>0 blocking, outside a background collection; 1 background; 2 blocking, during a background collection.</summary>
    public required int Type { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, out GCStartEvent value)
    {
        var cursor = new ByteCursor(payload);
        value = new GCStartEvent
        {
            Count = cursor.ReadUInt32(),
            Depth = cursor.ReadInt32(),
            Reason = cursor.ReadInt32(),
            Type = cursor.ReadInt32(),
        };
        cursor.Skip(sizeof(ushort) + sizeof(ulong)); // CLR instance, client sequence number
        return !cursor.Failed;
    }
}
