namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// GCSuspendEEBegin, event 9 version 1 of Microsoft-Windows-DotNETRuntime (template GCSuspendEE_V1 in
/// src/coreclr/vm/ClrEtwAll.man): a pause starts. Not every pause is a collection.
/// </summary>
internal readonly ref struct GCSuspendEEBeginEvent
{
    public const int Id = 9;

    /// <summary><see cref="Reason"/> of a pause for a collection.</summary>
    public const int ReasonForGC = 1;

    /// <summary><see cref="Reason"/> of a pause to prepare a collection.</summary>
    public const int ReasonForGCPrep = 6;

    /// <summary>Value of the manifest's GCSuspendEEReasonMap.</summary>
    public required int Reason { get; init; }

    /// <summary>Number of the latest collection, as in <see cref="GCStartEvent.Count"/>; meaningless when the pause is for something else.</summary>
    public required long Count { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, out GCSuspendEEBeginEvent value)
    {
        var cursor = new ByteCursor(payload);
        value = new GCSuspendEEBeginEvent { Reason = cursor.ReadInt32(), Count = cursor.ReadUInt32() };
        cursor.Skip(sizeof(ushort)); // CLR instance
        return !cursor.Failed;
    }
}
