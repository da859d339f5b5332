using AppFrag.Tool.Kernel.Counting;

namespace AppFrag.Tool.Kernel;

/// <summary>What is counted in the kernel, and how much room each table gets there.</summary>
internal static class WatchedTables
{
    private const string ExtfragEvent = "kmem/mm_page_alloc_extfrag";

    /// <summary>ZERO_SIZE_PTR is 16: freeing it or nothing at all is announced too, but frees nothing.</summary>
    private const int LowestAddress = 17;

    public static readonly TableSpec Allocations = new()
    {
        Event = "kmem/kmalloc",
        Keys = [TableKey.Address("call_site"), TableKey.Number("bytes_alloc")],
        Sum = "bytes_req",
        Rows = 8192,
        ReleasedBy = "kmem/kfree",
    };

    public static readonly TableSpec Frees = new()
    {
        Event = "kmem/kfree",
        Keys = [TableKey.Address("call_site")],
        Where = new TableCondition(TableSpec.ReleasedAddress, IsBelow: false, LowestAddress),
        Rows = 4096,
    };

    public static readonly TableSpec CacheAllocations = new()
    {
        Event = "kmem/kmem_cache_alloc",
        Keys = [TableKey.Text("name")],
        Sum = "bytes_alloc",
        Rows = 1024,
    };

    public static readonly TableSpec CacheFrees = new()
    {
        Event = "kmem/kmem_cache_free",
        Keys = [TableKey.Text("name")],
        Rows = 1024,
    };

    public static readonly TableSpec PageFaults = new()
    {
        Event = "exceptions/page_fault_user",
        Keys = [TableKey.Task],
        Rows = 4096,
    };

    /// <summary>Pages taken from a block of another migrate type, by the two types and whether the block then changed its type.</summary>
    /// <param name="blockOrder">Order of a pageblock.</param>
    /// <param name="isPart">Parts of a block, or whole blocks.</param>
    public static TableSpec MixingByType(int blockOrder, bool isPart) => new()
    {
        Event = ExtfragEvent,
        Keys = [TableKey.Number("alloc_migratetype"), TableKey.Number("fallback_migratetype"), TableKey.Number("change_ownership")],
        Where = new TableCondition("fallback_order", isPart, blockOrder),
        Rows = 256,
    };

    /// <summary>The parts of blocks by who took them.</summary>
    public static TableSpec MixingByTask(int blockOrder) => new()
    {
        Event = ExtfragEvent,
        Keys = [TableKey.Task, TableKey.Number("change_ownership")],
        Where = new TableCondition("fallback_order", IsBelow: true, blockOrder),
        Rows = 2048,
    };
}
