using AppFrag.Model;

namespace AppFrag.Tool.Runs;

/// <summary>The raw material of a <see cref="Run"/>, from a live process or a file. Times are <see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
internal sealed record RecordedRun
{
    public required DateTimeOffset StartUtc { get; init; }

    public required long Start { get; init; }

    public required long End { get; init; }

    public required RunProcess Process { get; init; }

    public RunMachine? Machine { get; init; }

    public required GcLog Gc { get; init; }

    /// <summary>Their stacks are named as far as they will be.</summary>
    public required IReadOnlyList<AllocationBurst> Bursts { get; init; }

    public IReadOnlyList<HostSample> Host { get; init; } = [];

    public HostReport? LatestHost { get; init; }

    /// <summary>The full reading at the start.</summary>
    public HostReport? EarlierHost { get; init; }

    /// <summary><see langword="null"/> where nothing was compared second by second, as in a .nettrace.</summary>
    public RecordedMovement? Movement { get; init; }

    public required IReadOnlyList<SourceStatus> Sources { get; init; }

    public string? EndedEarly { get; init; }
}
