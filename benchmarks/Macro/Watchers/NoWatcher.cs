namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>Nobody watches.</summary>
internal sealed class NoWatcher : Watcher
{
    public override string Name => Baseline;

    public override string Description => "nobody watches";
}
