namespace AppFrag.Sources.Host;

/// <summary>What the kernel itself would set <c>vm.min_free_kbytes</c> to on this machine. Pure.</summary>
internal static class ReserveReports
{
    /// <summary>Its floor while huge pages are on, KiB; <see langword="null"/> without zoneinfo.</summary>
    public static long? WithHugePages(HostSettings settings, int? pageblockOrder)
    {
        var low = LowMemory(settings);
        return low.Length == 0
            ? null
            : KernelIndexes.RecommendedMinFreeKbytes(1L << (pageblockOrder ?? settings.PmdOrder), low.Length, Buffers(low), settings.PageSize);
    }

    /// <summary>What it computes at boot, KiB; <see langword="null"/> without zoneinfo.</summary>
    public static long? Default(HostSettings settings)
    {
        var low = LowMemory(settings);
        return low.Length == 0 ? null : KernelIndexes.DefaultMinFreeKbytes(Buffers(low), settings.PageSize);
    }

    private static ZoneinfoReader.Zone[] LowMemory(HostSettings settings) => [.. settings.Zones.Where(zone => zone.IsLowMemory)];

    /// <summary>The pages that nr_free_buffer_pages() counts: managed, beyond the high watermark.</summary>
    private static long Buffers(IEnumerable<ZoneinfoReader.Zone> zones) =>
        zones.Sum(zone => Math.Max(zone.Watermarks.ManagedPages - zone.Watermarks.HighPages, 0));
}
