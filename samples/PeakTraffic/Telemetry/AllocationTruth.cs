using System.Diagnostics;

namespace PeakTraffic.Telemetry;

/// <summary>
/// Writes down on the request's own span what its code is about to put on the large object heap. A real service does
/// not need this: here it is the truth that each <c>gc.large_allocation</c> span can be compared with.
/// </summary>
internal static class AllocationTruth
{
    /// <summary>Size in bytes of the one large object that the request allocates.</summary>
    public const string SizeTag = "sample.allocation.size";

    /// <summary>Sizes in bytes of all large objects that the request may allocate, where they are several.</summary>
    public const string SizesTag = "sample.allocation.sizes";

    private const long LargeObjectThreshold = 85_000;

    public static void TagArray(long length) => Activity.Current?.SetTag(SizeTag, ArraySize(length));

    public static void TagStringAndItsBytes(string text, int byteCount) => TagSizes([StringSize(text.Length), ArraySize(byteCount)]);

    /// <summary>A <see cref="MemoryStream"/> doubles its array until the content fits; a copy of the content comes last.</summary>
    public static void TagGrownStreamAndItsCopy(MemoryStream stream)
    {
        var sizes = new List<long> { ArraySize(stream.Length) };
        for (var capacity = stream.Capacity; ArraySize(capacity) >= LargeObjectThreshold; capacity /= 2)
        {
            sizes.Add(ArraySize(capacity));
        }

        TagSizes([.. sizes]);
    }

    private static void TagSizes(long[] sizes) =>
        Activity.Current?.SetTag(SizesTag, Array.FindAll(sizes, size => size >= LargeObjectThreshold));

    // 64-bit object layout: an array of bytes has 24 bytes before its first element, a string 20 before its first
    // character and 2 after its last; both are rounded up to 8.
    private static long ArraySize(long length) => RoundUp(24 + length);

    private static long StringSize(long length) => RoundUp(22 + (2 * length));

    private static long RoundUp(long size) => (size + 7) & ~7L;
}
