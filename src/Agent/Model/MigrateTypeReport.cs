namespace AppFrag.Model;

/// <summary>One zone's free memory of one migrate type (<c>/proc/pagetypeinfo</c>).</summary>
/// <param name="Type">Kernel name, e.g. <c>Unmovable</c>, <c>Movable</c>, <c>Reclaimable</c>.</param>
/// <param name="FreeBlocks">Free blocks of each order.</param>
/// <param name="TruncatedOrders">Orders at which the kernel stopped counting (it prints <c>&gt;100000</c>): their number is "at least".</param>
/// <param name="Pageblocks">Pageblocks that belong to the type, free or not; <see langword="null"/> when the file does not say.</param>
public sealed record MigrateTypeReport(
    string Type,
    IReadOnlyList<long> FreeBlocks,
    IReadOnlyList<int> TruncatedOrders,
    long? Pageblocks);
