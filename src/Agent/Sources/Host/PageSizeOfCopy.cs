namespace AppFrag.Sources.Host;

/// <summary>
/// No text file states the page size, and a copied tree may come from a machine with another one: the same slab memory is
/// in meminfo as KiB and in vmstat as pages. The page sizes of Linux lie a factor of 4 apart (4, 16, 64 KiB), so that the
/// time between the two copies does not matter.
/// </summary>
internal static class PageSizeOfCopy
{
    public static int? Guess(ReadOnlySpan<byte> meminfo, ReadOnlySpan<byte> vmstat)
    {
        long pages = VmstatReader.Find(vmstat, "nr_slab_unreclaimable"u8);
        if (pages <= 0 || !MeminfoReader.ParseAll(meminfo).TryGetValue("SUnreclaim", out long bytes))
        {
            return null;
        }

        double size = (double)bytes / pages;
        return size switch
        {
            > 2867 and < 5734 => 4096,
            > 11468 and < 22938 => 16384,
            > 45875 and < 91750 => 65536,
            _ => null,
        };
    }
}
