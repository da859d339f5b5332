namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>What the peers inside the process ask the runtime for: the same as AppFrag.</summary>
internal static class RuntimeKeywords
{
    public const string Provider = "Microsoft-Windows-DotNETRuntime";

    public const long GC = 0x1;

    public const long AllocationSampling = 0x80000000000;
}
