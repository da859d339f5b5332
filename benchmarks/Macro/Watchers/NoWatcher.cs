namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>Nobody watches. Measured twice under two names, the one against the other says how much two equal things differ.</summary>
internal sealed class NoWatcher(string name) : Watcher
{
    public override string Name => name;

    public override string Description => "nobody watches";
}
