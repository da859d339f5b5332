using AppFrag.Model;

namespace AppFrag.Diagnosis.Advice;

/// <summary>Holes in the GC's heap that no single line of code explains.</summary>
internal static class ConserveMemoryRemedy
{
    public static Remedy Instance { get; } = new Remedy
    {
        Action = "Let the GC compact when holes pass 60 % of a heap: GCConserveMemory 4 (3 to 5 are sensible; the threshold is 100 - 10·N %). Better where it can be found: pool or stream the buffers at the lines that make them; put what stays pinned for long on the pinned object heap.",
        Cost = "Longer pauses in the collections that compact. Read once when the service starts.",
        Verify = "appfrag.gc.heap.fragmentation.ratio stays below the threshold after full collections. Memory returns to the system later, if at all; GCSettings.LargeObjectHeapCompactionMode = CompactOnce with one Aggressive collection off-peak shows how much could.",
    }.Changing(new SettingChange
    {
        Kind = SettingKind.Environment,
        Name = "DOTNET_GCConserveMemory",
        DefaultValue = "0 (off)",
        ProposedValue = "0x4",
    });
}
