namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// GCGlobalHeapHistory, event 205 version 2 and later of Microsoft-Windows-DotNETRuntime (template
/// GCGlobalHeapHistory_V4 in src/coreclr/vm/ClrEtwAll.man): why and how a collection was done, once per collection.
/// </summary>
internal readonly ref struct GCGlobalHeapHistoryEvent
{
    public const int Id = 205;

    public required int HeapCount { get; init; }

    public required int CondemnedGeneration { get; init; }

    /// <summary>Value of gc_reason in the runtime's gc.h.</summary>
    public required int Reason { get; init; }

    /// <summary>Bits of gc_global_mechanism_p in gcrecord.h.</summary>
    public required Mechanisms GlobalMechanisms { get; init; }

    /// <summary>Value of gc_pause_mode in the runtime's gc.h.</summary>
    public required int PauseMode { get; init; }

    /// <summary>Percent of physical memory (or of the container's limit) in use, as the GC saw it.</summary>
    public required int MemoryPressurePercent { get; init; }

    public static bool TryRead(ReadOnlySpan<byte> payload, out GCGlobalHeapHistoryEvent value)
    {
        var cursor = new ByteCursor(payload);
        cursor.Skip(sizeof(ulong)); // final youngest desired
        var heaps = cursor.ReadInt32();
        var condemned = cursor.ReadInt32();
        cursor.Skip(sizeof(uint)); // gen0 reduction count
        var reason = cursor.ReadInt32();
        var mechanisms = (Mechanisms)cursor.ReadUInt32();
        cursor.Skip(sizeof(ushort)); // CLR instance
        value = new GCGlobalHeapHistoryEvent
        {
            HeapCount = heaps,
            CondemnedGeneration = condemned,
            Reason = reason,
            GlobalMechanisms = mechanisms,
            PauseMode = cursor.ReadInt32(),
            MemoryPressurePercent = cursor.ReadInt32(),
        };
        return !cursor.Failed;
    }

    [Flags]
    internal enum Mechanisms : uint
    {
        None = 0,
        Concurrent = 1,
        Compaction = 2,
        Promotion = 4,
        Demotion = 8,
        CardBundles = 16,
        Elevation = 32,
    }
}
