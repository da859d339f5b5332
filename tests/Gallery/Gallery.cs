using AppFrag.Gallery.Scenarios;

namespace AppFrag.Gallery;

/// <summary>The scenarios by name.</summary>
internal static class Gallery
{
    private static readonly Dictionary<string, Func<CancellationToken, Task>> All = new()
    {
        ["request-buffers"] = RequestBuffers.RunAsync,
        ["varying-sizes"] = VaryingSizes.RunAsync,
        ["pinning"] = Pinning.RunAsync,
        ["leak"] = Leak.RunAsync,
        ["small-objects"] = SmallObjects.RunAsync,
        ["cgroup-limit"] = CgroupLimit.RunAsync,
        ["memory-maps"] = MemoryMaps.RunAsync,

        // The same service: what is different lies outside of it.
        ["fragmented-host"] = Healthy.RunAsync,
        ["healthy"] = Healthy.RunAsync,

        // Not one of the causes: for what moves together.
        ["changing-load"] = ChangingLoad.RunAsync,
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Func<CancellationToken, Task>? Find(string name) => All.GetValueOrDefault(name);
}
