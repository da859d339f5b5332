namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// GCHeapStats, event 4 version 2 of Microsoft-Windows-DotNETRuntime (template GCHeapStats_V2 in
/// src/coreclr/vm/ClrEtwAll.man). It has no fragmentation: that is in <see cref="GCPerHeapHistoryEvent"/>.
/// </summary>
internal readonly ref struct GCHeapStatsEvent
{
    public const int Id = 4;
    public const int GenerationCount = 5;

    private readonly ReadOnlySpan<byte> _payload;

    private GCHeapStatsEvent(ReadOnlySpan<byte> payload) => _payload = payload;

    public required int PinnedObjectCount { get; init; }

    public required int GCHandleCount { get; init; }

    /// <summary>Bytes of gen0, gen1, gen2, loh, poh (0 to 4) after the collection.</summary>
    public long GenerationSize(int generation) => ReadAt(Offset(generation));

    /// <summary>Bytes that survived in that generation.</summary>
    public long PromotedSize(int generation) => ReadAt(Offset(generation) + sizeof(ulong));

    /// <summary>Bytes that survived, all generations.</summary>
    public long TotalPromoted
    {
        get
        {
            long sum = 0;
            for (var i = 0; i < GenerationCount; i++)
            {
                sum += PromotedSize(i);
            }

            return sum;
        }
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, out GCHeapStatsEvent value)
    {
        var cursor = new ByteCursor(payload);
        cursor.Skip(10 * sizeof(ulong)); // four generations, then finalizable bytes and objects
        var pinned = cursor.ReadInt32();
        cursor.Skip(sizeof(uint)); // sink blocks
        var handles = cursor.ReadInt32();
        cursor.Skip(sizeof(ushort) + (2 * sizeof(ulong))); // CLR instance, then the pinned object heap
        value = new GCHeapStatsEvent(payload) { PinnedObjectCount = pinned, GCHandleCount = handles };
        return !cursor.Failed;
    }

    // The pinned object heap came with version 2 and stands at the end.
    private static int Offset(int generation) => generation == GenerationCount - 1 ? 94 : generation * 2 * sizeof(ulong);

    private long ReadAt(int offset) => new ByteCursor(_payload[offset..]).ReadInt64();
}
