namespace AppFrag.Sources.Host;

/// <summary>
/// The kernel's settings that a reading of the free lists, of reserves and of mappings needs beside it,
/// <c>/proc/sys/vm/*</c> (Documentation/admin-guide/sysctl/vm.rst) and <c>/proc/sys/kernel/*</c>. Read rarely: they change
/// only when an administrator changes them.
/// </summary>
internal static class SysctlReader
{
    private const string NeedsCompaction = "needs a kernel with CONFIG_COMPACTION";
    private const string NeedsNuma = "needs a kernel with CONFIG_NUMA";
    private const string Always = "every kernel has it: a sandbox without it, or procfs is not mounted";

    /// <param name="Key">Name in reports: below <c>vm</c> without its directory.</param>
    /// <param name="Path">Path below /proc/sys.</param>
    /// <param name="Remedy">Why a kernel may not have it.</param>
    internal sealed record Setting(string Key, string Path, string Remedy)
    {
        public string SourceName => "sysctl-" + Key;
    }

    public static readonly IReadOnlyList<Setting> All =
    [
        Vm("compact_unevictable_allowed", NeedsCompaction),
        Vm("compaction_proactiveness", "needs Linux 5.9 or later with CONFIG_COMPACTION"),
        Vm("defrag_mode", "needs Linux 6.15 or later"),
        Vm("extfrag_threshold", NeedsCompaction),
        Vm("max_map_count", Always),
        Vm("min_free_kbytes", Always),
        Vm("min_slab_ratio", NeedsNuma),
        Vm("overcommit_memory", Always),
        Vm("overcommit_ratio", Always),
        Vm("percpu_pagelist_high_fraction", "needs Linux 5.14 or later"),
        Vm("swappiness", "needs a kernel with CONFIG_SWAP, or a sandbox without it"),
        Vm("watermark_boost_factor", "needs Linux 5.0 or later"),
        Vm("watermark_scale_factor", "needs Linux 4.6 or later"),
        Vm("zone_reclaim_mode", NeedsNuma),
        new("kernel.numa_balancing", "kernel/numa_balancing", "needs a kernel with CONFIG_NUMA_BALANCING"),
    ];

    public static Dictionary<string, long> Read(HostRoots roots, ColdFiles files)
    {
        var values = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var setting in All)
        {
            long value = files.Read(setting.SourceName, roots.Proc("sys/" + setting.Path), setting.Remedy, NumberReader.TryParse, -1L);
            if (value >= 0)
            {
                values[setting.Key] = value;
            }
        }

        return values;
    }

    private static Setting Vm(string name, string remedy) => new(name, "vm/" + name, remedy);
}
