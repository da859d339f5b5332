namespace AppFrag.Model;

/// <summary>One kernel object cache of <c>/proc/slabinfo</c>.</summary>
/// <param name="Name">Name of the cache, e.g. <c>dentry</c>.</param>
/// <param name="Bytes">Memory of its slabs, bytes.</param>
/// <param name="ActiveObjects">Objects in use.</param>
/// <param name="Objects">Objects that the slabs hold, in use or free.</param>
public sealed record SlabCacheReport(string Name, long Bytes, long ActiveObjects, long Objects);
