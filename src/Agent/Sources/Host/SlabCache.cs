using AppFrag.Model;

namespace AppFrag.Sources.Host;

/// <summary>
/// One line of slabinfo, as <see cref="SlabCacheReport"/> tells it. A value: two readings of hundreds of lines are kept for as long as
/// the process lives, and each object would be marked by every full collection.
/// </summary>
internal readonly record struct SlabCache(string Name, long Bytes, long ActiveObjects, long Objects, int ObjectSize, long WastedBytes)
{
    /// <param name="growthBytes">Since an earlier reading; <see langword="null"/> without one.</param>
    public SlabCacheReport ToReport(long? growthBytes) =>
        new(Name, Bytes, ActiveObjects, Objects) { ObjectSize = ObjectSize, WastedBytes = WastedBytes, GrowthBytes = growthBytes };
}
