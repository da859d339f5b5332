namespace AppFrag.MacroBenchmark.Watchers;

/// <summary>One way to watch a service's heap, or none. Inside the service, or as a process beside it.</summary>
internal abstract class Watcher
{
    /// <summary>What every other is compared with.</summary>
    public const string Baseline = "none";

    /// <summary>All, the baseline first.</summary>
    public static IReadOnlyList<Watcher> All { get; } =
    [
        new NoWatcher(Baseline),
        new NoWatcher("none-again"),
        new AppFragWatcher("appfrag", "AppFrag with its defaults", AppFragWatcher.Defaults),
        new AppFragWatcher("appfrag-ungoverned", "AppFrag without its governor: a budget of a whole core, and half a second of sampling in every second", AppFragWatcher.Ungoverned),
        new EventListenerWatcher(),
        new TraceLogWatcher(),
        new DotnetTraceWatcher(),
    ];

    /// <summary>As on the command line.</summary>
    public abstract string Name { get; }

    public abstract string Description { get; }

    /// <summary>In the service process, before the service is built.</summary>
    public virtual void Configure(WebApplicationBuilder builder)
    {
    }

    /// <summary>In the service process, before it serves.</summary>
    public virtual IDisposable? StartInside() => null;

    /// <summary>Beside the service process, once it serves.</summary>
    /// <returns>The watching process.</returns>
    public virtual Task<WatchingProcess?> AttachAsync(int serviceProcessId, CancellationToken cancellation) => Task.FromResult<WatchingProcess?>(null);
}
