namespace AppFrag.Sources.Runtime.NetTrace;

/// <summary>
/// GCPerHeapHistory, event 204 version 3 of Microsoft-Windows-DotNETRuntime (template GCPerHeapHistory_V3 in
/// src/coreclr/vm/ClrEtwAll.man): one per heap and collection, with what each generation looked like before and after.
/// </summary>
internal readonly ref struct GCPerHeapHistoryEvent
{
    public const int Id = 204;

    private const int FieldsPerGeneration = 10;

    private readonly ReadOnlySpan<byte> _generations;
    private readonly int _pointerSize;

    private GCPerHeapHistoryEvent(ReadOnlySpan<byte> generations, int pointerSize)
    {
        _generations = generations;
        _pointerSize = pointerSize;
    }

    /// <summary>Bytes handed out from the free list since the last collection.</summary>
    public required long FreeListAllocated { get; init; }

    /// <summary>Bytes of free list items looked at and given up since the last collection because they were too small.</summary>
    public required long FreeListRejected { get; init; }

    public required int HeapIndex { get; init; }

    /// <summary>Why the heap was compacted; 0 if it was swept (bits of gc_mechanism_compact_per_heap in gcrecord.h).</summary>
    public required uint CompactMechanisms { get; init; }

    /// <summary>gen0, gen1, gen2, loh, poh.</summary>
    public required int GenerationCount { get; init; }

    public GenerationData Generation(int generation)
    {
        var cursor = new ByteCursor(_generations[(generation * FieldsPerGeneration * _pointerSize)..]);
        return new GenerationData
        {
            SizeBefore = (long)cursor.ReadPointer(_pointerSize),
            FreeListSpaceBefore = (long)cursor.ReadPointer(_pointerSize),
            FreeObjectSpaceBefore = (long)cursor.ReadPointer(_pointerSize),
            SizeAfter = (long)cursor.ReadPointer(_pointerSize),
            FreeListSpaceAfter = (long)cursor.ReadPointer(_pointerSize),
            FreeObjectSpaceAfter = (long)cursor.ReadPointer(_pointerSize),
            In = (long)cursor.ReadPointer(_pointerSize),
            PinnedSurvived = (long)cursor.ReadPointer(_pointerSize),
            NonPinnedSurvived = (long)cursor.ReadPointer(_pointerSize),
            NewAllocation = (long)cursor.ReadPointer(_pointerSize),
        };
    }

    public static bool TryRead(ReadOnlySpan<byte> payload, int pointerSize, out GCPerHeapHistoryEvent value)
    {
        var cursor = new ByteCursor(payload);
        cursor.Skip(sizeof(ushort)); // CLR instance
        var allocated = (long)cursor.ReadPointer(pointerSize);
        var rejected = (long)cursor.ReadPointer(pointerSize);
        cursor.Skip((4 * pointerSize) + (3 * sizeof(uint))); // other allocation, free list efficiency, condemn reasons
        var compact = cursor.ReadUInt32();
        cursor.Skip(sizeof(uint)); // expand mechanisms
        var heap = cursor.ReadInt32();
        cursor.Skip(pointerSize); // extra gen0 commit
        var count = cursor.ReadUInt32();
        var isWhole = !cursor.Failed && count <= cursor.Remaining / (FieldsPerGeneration * pointerSize);
        value = new GCPerHeapHistoryEvent(payload[cursor.Position..], pointerSize)
        {
            FreeListAllocated = allocated,
            FreeListRejected = rejected,
            CompactMechanisms = compact,
            HeapIndex = heap,
            GenerationCount = isWhole ? (int)count : 0,
        };
        return isWhole;
    }

    /// <summary>One generation of one heap; all in bytes.</summary>
    internal readonly record struct GenerationData
    {
        public required long SizeBefore { get; init; }

        public required long FreeListSpaceBefore { get; init; }

        public required long FreeObjectSpaceBefore { get; init; }

        /// <summary>Size after the collection, holes included.</summary>
        public required long SizeAfter { get; init; }

        /// <summary>Holes on the free list.</summary>
        public required long FreeListSpaceAfter { get; init; }

        /// <summary>Holes too small for the free list.</summary>
        public required long FreeObjectSpaceAfter { get; init; }

        /// <summary>Promoted into this generation.</summary>
        public required long In { get; init; }

        public required long PinnedSurvived { get; init; }

        public required long NonPinnedSurvived { get; init; }

        /// <summary>Allocation budget until the next collection of this generation.</summary>
        public required long NewAllocation { get; init; }
    }
}
