namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>Settings of the runtime, by environment, that are the same for every service and load.</summary>
internal static class RuntimeSettings
{
    // A thread of the pool that runs out of work gives the processor away seventy times before it sleeps. On a processor
    // that two paced processes share this was a tenth of the service's CPU, a quarter of the load's and 190,000 switches a
    // second, and how much of it there is depends on the gaps between requests and not on what they do.
    private static readonly KeyValuePair<string, string> NoIdleSpins = new("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0");

    public static IReadOnlyDictionary<string, string> OfLoad(Settings settings) =>
        settings.IdleSpins ? new Dictionary<string, string>() : new Dictionary<string, string>([NoIdleSpins]);

    public static IReadOnlyDictionary<string, string> OfService(Settings settings) => new Dictionary<string, string>(OfLoad(settings))
    {
        ["DOTNET_gcServer"] = settings.IsServerGC ? "1" : "0",

        // On a single processor the runtime waits ten times as long, a second since the last new method, before it
        // optimizes: whatever runs something new every second would be compared while nothing is optimized yet.
        ["DOTNET_TC_DelaySingleProcMultiplier"] = "1",
    };
}
