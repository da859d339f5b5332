namespace AppFrag.Model;

/// <summary>All kernel object caches of <c>/proc/slabinfo</c> together.</summary>
/// <param name="Caches">How many caches there are.</param>
/// <param name="Bytes">Memory of their slabs, bytes.</param>
/// <param name="WastedBytes">Part of it that no object in use occupies, bytes; a lower bound, see <see cref="SlabCacheReport.WastedBytes"/>.</param>
/// <param name="GrowthBytes">Growth of <paramref name="Bytes"/> since the reading before; <see langword="null"/> at the first.</param>
/// <param name="GrowthInterval">Time between the two readings; <see langword="null"/> at the first.</param>
public sealed record SlabTotals(int Caches, long Bytes, long WastedBytes, long? GrowthBytes = null, TimeSpan? GrowthInterval = null);
