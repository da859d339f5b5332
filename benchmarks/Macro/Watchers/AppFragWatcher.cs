namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>The AppFrag agent in the service.</summary>
internal sealed class AppFragWatcher(string name, string description, IReadOnlyDictionary<string, string?> options) : Watcher
{
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>();

    /// <summary>Options under which nothing holds the agent back.</summary>
    public static IReadOnlyDictionary<string, string?> Ungoverned { get; } = new Dictionary<string, string?>
    {
        ["AppFrag:CpuBudget"] = "1",
        ["AppFrag:SamplingBurst"] = "00:00:00.500",
        ["AppFrag:SamplingInterval"] = "00:00:01",
    };

    public override string Name => name;

    public override string Description => description;

    public override void Configure(WebApplicationBuilder builder)
    {
        builder.Configuration.AddInMemoryCollection(options);
        builder.AddAppFrag();
    }
}
