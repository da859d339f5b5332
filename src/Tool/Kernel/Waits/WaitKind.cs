namespace AppFrag.Tool.Kernel.Waits;

/// <summary>Work on memory that a task does before it gets a page, with a begin and an end event in the kernel.</summary>
internal enum WaitKind
{
    /// <summary>compaction/mm_compaction_begin and _end: one zone is compacted.</summary>
    Compaction,

    /// <summary>vmscan/mm_vmscan_direct_reclaim_begin and _end: an allocation frees memory itself.</summary>
    DirectReclaim,
}

internal static class WaitEvents
{
    public static string Begin(WaitKind kind) => kind == WaitKind.Compaction ? "compaction/mm_compaction_begin" : "vmscan/mm_vmscan_direct_reclaim_begin";

    public static string End(WaitKind kind) => kind == WaitKind.Compaction ? "compaction/mm_compaction_end" : "vmscan/mm_vmscan_direct_reclaim_end";
}
