using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>What the kernel uses unless told otherwise (Documentation/admin-guide/sysctl/vm.rst and the sources named below).</summary>
internal static class KernelDefaults
{
    /// <summary>mm/compaction.c, sysctl_compaction_proactiveness.</summary>
    public const long CompactionProactiveness = 20;

    /// <summary>mm/page_alloc.c, watermark_scale_factor: ten-thousandths of a zone between two watermarks.</summary>
    public const long WatermarkScaleFactor = 10;

    /// <summary>mm/page_alloc.c, watermark_boost_factor: ten-thousandths of the high watermark.</summary>
    public const long WatermarkBoostFactor = 15000;

    /// <summary>mm/vmstat.c, sysctl_extfrag_threshold.</summary>
    public const long ExtfragThreshold = 500;

    /// <summary>include/linux/mm.h, DEFAULT_MAX_MAP_COUNT: USHRT_MAX - 5. Many distributions ship 1048576.</summary>
    public const long MaxMapCount = 65530;

    /// <summary>mm/huge_memory.c, since 4.6.</summary>
    public const string ThpDefrag = "madvise";

    /// <summary>Largest order that the page allocator does not call costly (PAGE_ALLOC_COSTLY_ORDER).</summary>
    public const int CostlyOrder = 3;

    private const long LeastReserve = 128;
    private const long MostReserve = 262144;

    /// <summary>
    /// The kernel's own <c>vm.min_free_kbytes</c> on this machine: the square root of 16 times low memory in KiB, 128 to
    /// 262,144 (mm/page_alloc.c, calculate_min_free_kbytes), raised to <see cref="HostReport.RecommendedMinFreeKbytes"/>
    /// while huge pages are on (mm/khugepaged.c). <see langword="null"/> when the machine's memory is unknown.
    /// </summary>
    public static long? MinFreeKbytes(HostReport report)
    {
        if (Plain(report) is not { } plain)
        {
            return null;
        }

        bool hugePagesOn = report.TransparentHugePages.TryGetValue("enabled", out string? enabled) && enabled != "never";
        return hugePagesOn && report.RecommendedMinFreeKbytes is { } recommended ? Math.Max(plain, recommended) : plain;
    }

    /// <summary>
    /// The kernel's own value as far as it is safe to propose. With pages of 64 KiB the recommendation for huge pages reaches
    /// 5 % of memory: whoever runs such a machine with the plain value has good reason to.
    /// </summary>
    public static long? ProposableMinFreeKbytes(HostReport report) => MinFreeKbytes(report) is { } kernels and <= MostReserve ? kernels : Plain(report);

    private static long? Plain(HostReport report) =>
        LowMemory(report) is > 0 and var bytes ? Math.Clamp((long)Math.Sqrt(bytes / 1024 * 16.0), LeastReserve, MostReserve) : null;

    /// <summary>Managed pages above the high watermarks of the zones that ordinary allocations use (nr_free_buffer_pages).</summary>
    private static long? LowMemory(HostReport report)
    {
        var zones = report.Zones.Where(zone => zone.Zone is "DMA" or "DMA32" or "Normal").Select(zone => zone.Watermarks).OfType<ZoneWatermarks>().ToArray();
        if (zones.Length > 0)
        {
            long pages = zones.Select(zone => Math.Max(zone.ManagedPages - zone.HighPages, 0)).Total();
            return Math.Min(pages, long.MaxValue / report.PageSize) * report.PageSize;
        }

        return report.HasKernelsMeminfo() && report.Memory.TryGetValue("MemTotal", out long total) ? total : null;
    }
}
