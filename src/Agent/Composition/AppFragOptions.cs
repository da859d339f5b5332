namespace AppFrag;

/// <summary>Whether the host's memory is read and exported.</summary>
public enum HostMetrics
{
    /// <summary>
    /// Read where the host offers it (Linux), in silence about what it does not offer; the default. In a container the
    /// numbers are those of the node, and are labelled so (<c>appfrag.scope</c> is <c>node</c>).
    /// </summary>
    Auto,

    /// <summary>As <see cref="Auto"/>, and say at warning level what cannot be read, and why.</summary>
    On,

    /// <summary>Nothing of the host is read, exported or diagnosed. For nodes where many pods would report the same numbers.</summary>
    Off,
}

/// <summary>Where allocation sites come from.</summary>
public enum AllocationSource
{
    /// <summary>The best that this runtime offers; on .NET 10 that is <see cref="Sampled"/>. The default.</summary>
    Auto,

    /// <summary>
    /// Randomized allocation sampling (event AllocationSampled, .NET 10). While a burst is open the runtime writes no
    /// AllocationTick events, to nobody: choose <see cref="Tick"/> or <see cref="Off"/> while another tool needs those.
    /// </summary>
    Sampled,

    /// <summary>
    /// AllocationTick events in bursts, about one every 100 KB. Coarser than <see cref="Sampled"/> and biased where
    /// allocations are regular, but it takes nothing away from other tools that read these events.
    /// </summary>
    Tick,

    /// <summary>No allocation sites and no <c>gc.large_allocation</c> spans; heaps, pauses and the host go on.</summary>
    Off,
}

/// <summary>Options of the agent, bound from configuration section <c>AppFrag</c>. Without any configuration it works.</summary>
public sealed class AppFragOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "AppFrag";

    /// <summary>Whether the agent runs at all. Default <see langword="true"/>.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether the Linux host's memory is read. Default <see cref="HostMetrics.Auto"/>.</summary>
    public HostMetrics HostMetrics { get; set; } = HostMetrics.Auto;

    /// <summary>
    /// Whether the free blocks of every order and zone are exported as well (<c>appfrag.host.memory.free_blocks_by_order</c>).
    /// Default <see langword="false"/>: that is 33 more series for each process of an ordinary machine.
    /// </summary>
    public bool HostMetricsPerOrder { get; set; }

    /// <summary>Where allocation sites come from. Default <see cref="AllocationSource.Auto"/>.</summary>
    public AllocationSource AllocationSource { get; set; } = AllocationSource.Auto;

    /// <summary>
    /// CPU time that the agent may use, as a share of one core over any minute. Default 0.01, that is 0.6 s a minute; 0.001
    /// to 1. It counts from five seconds after the agent's start, which costs 0.2 to 0.7 s once, and holds at any allocation
    /// rate: the agent observes less when observing is dear. Estimates then rest on fewer samples and their intervals say so.
    /// </summary>
    public double CpuBudget { get; set; } = 0.01;

    /// <summary>Longest burst of allocation sampling, at most half of <see cref="SamplingInterval"/>; shorter when <see cref="CpuBudget"/> demands it, or when it has seen 600 samples for each percent of it. Default 500 ms; 50 ms to 10 s.</summary>
    public TimeSpan SamplingBurst { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>From the start of one burst to the start of the next, at least. Default 5 s; 500 ms to 5 min. Burst over interval is the ceiling of the duty cycle: 10 % by default.</summary>
    public TimeSpan SamplingInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Shortest GC pause that is shown as a <c>gc.pause</c> span on the requests it held up. Default 10 ms; 0 to 10 s.</summary>
    public TimeSpan MinPause { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Most spans that AppFrag adds per second over all traces. Default 20; 0 (none) to 1,000.</summary>
    public int MaxSpansPerSecond { get; set; } = 20;

    /// <summary>Most spans that AppFrag adds to one trace. Default 8; 1 to 100.</summary>
    public int MaxSpansPerTrace { get; set; } = 8;

    /// <summary>How far back findings look. Default 60 s; 10 s to 10 min.</summary>
    public TimeSpan FindingsWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// File that a production profile is written to, for the compiler: at most once a minute, each time in one piece, the last
    /// hour in at most 500 rows. <c>{pid}</c> and <c>{host}</c> in it stand for the process id and the name of the machine. Default <see langword="null"/>: none.
    /// </summary>
    public string? ProfilePath { get; set; }
}
