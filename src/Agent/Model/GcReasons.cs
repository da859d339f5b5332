namespace AppFrag.Model;

/// <summary>Names of the GC reasons of the GCStart event (gc_reason in src/coreclr/gc/gc.h of dotnet/runtime), as attribute values.</summary>
internal static class GcReasons
{
    private static readonly string[] Names =
    [
        "alloc_soh", "induced", "lowmemory", "empty", "alloc_loh", "oos_soh", "oos_loh", "induced_noforce", "gcstress",
        "lowmemory_blocking", "induced_compacting", "lowmemory_host", "pm_full_gc", "lowmemory_host_blocking", "bgc_tuning_soh",
        "bgc_tuning_loh", "bgc_stepping", "induced_aggressive",
    ];

    public static string NameOf(int reason) => (uint)reason < (uint)Names.Length ? Names[reason] : "unknown";
}
