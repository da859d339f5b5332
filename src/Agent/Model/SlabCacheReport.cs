namespace AppFrag.Model;

/// <summary>One kernel object cache of <c>/proc/slabinfo</c>.</summary>
/// <param name="Name">Name of the cache, e.g. <c>dentry</c>.</param>
/// <param name="Bytes">Memory of its slabs, bytes.</param>
/// <param name="ActiveObjects">Objects in use.</param>
/// <param name="Objects">Objects that the slabs hold, in use or free.</param>
public sealed record SlabCacheReport(string Name, long Bytes, long ActiveObjects, long Objects)
{
    /// <summary>Bytes of one object, padding included.</summary>
    public int ObjectSize { get; init; }

    /// <summary>
    /// Bytes of slabs that no object in use occupies: internal fragmentation. A lower bound, because the kernel counts
    /// every object of a slab that a CPU is filling as in use.
    /// </summary>
    public long WastedBytes { get; init; }

    /// <summary>Growth of <see cref="Bytes"/> over <see cref="SlabTotals.GrowthInterval"/>, bytes; <see langword="null"/> at the first reading.</summary>
    public long? GrowthBytes { get; init; }
}
