using System.Diagnostics;
using AppFrag.Model;

namespace AppFrag.Correlation;

/// <summary>
/// The agent's bounded memory: about ten minutes of one-second ticks, the collections that judged generation 2, and the
/// sampling bursts. Written by the agent's own thread; a reader may be on any thread, so all access takes the lock, which
/// is held for copying only. <see cref="Ticks"/> alone is for the agent's thread.
/// </summary>
internal sealed class Timeline
{
    private const int Samples = TimelineTicks.Capacity;
    private const int Bursts = 600;
    private const int Pauses = 256;

    private readonly Lock _gate = new();
    private readonly Ring<HostSample> _host = new(Samples);
    private readonly Ring<RuntimeSample> _runtime = new(Samples + 1);
    private readonly Ring<GcSample> _gen2 = new(256);
    private readonly Ring<AllocationBurst> _bursts = new(Bursts);
    private readonly Ring<PausedTrace> _paused = new(Pauses);
    private readonly TimelineFeed _feed;
    private GcSample? _latestGc;
    private PinnedSample? _pinned;

    public Timeline() => _feed = new TimelineFeed(Ticks);

    /// <summary>The same, and pauses, as series on one axis of seconds. For the agent's own thread only.</summary>
    public TimelineTicks Ticks { get; } = new();

    public void Add(in HostSample sample)
    {
        lock (_gate)
        {
            _host.Add(sample);
        }

        _feed.Add(sample);
    }

    public void Add(in RuntimeSample sample)
    {
        lock (_gate)
        {
            _runtime.Add(sample);
        }

        _feed.Add(sample);
    }

    /// <summary>Keeps the collections of one tick: every one of generation 2, and the latest of any.</summary>
    public void Add(IReadOnlyList<GcSample> samples)
    {
        if (samples.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _latestGc = samples[^1];
            // By index: an enumerator of an interface is an object on every tick.
            for (int i = 0; i < samples.Count; i++)
            {
                if (samples[i].Generation == 2)
                {
                    _gen2.Add(samples[i]);
                }
            }
        }

        _feed.Add(samples);
    }

    /// <summary>Takes the long pauses of one tick into <see cref="Ticks"/>.</summary>
    /// <param name="pauses">Those that have become known.</param>
    /// <param name="knownTo">Up to when all are; <see langword="null"/> while not every pause is seen.</param>
    public void Add(IReadOnlyList<GcPause> pauses, long? knownTo) => _feed.Add(pauses, knownTo);

    public void Add(AllocationBurst burst)
    {
        lock (_gate)
        {
            _bursts.Add(burst);
        }
    }

    public void Add(PausedTrace paused)
    {
        lock (_gate)
        {
            _paused.Add(paused);
        }
    }

    public void Add(PinnedSample pinned)
    {
        lock (_gate)
        {
            _pinned = pinned;
        }
    }

    /// <summary>The host at the last tick before <paramref name="timestamp"/>; the oldest that is known when it lies before all of them.</summary>
    public HostSample? HostAt(long timestamp)
    {
        lock (_gate)
        {
            for (int i = _host.Count - 1; i >= 0; i--)
            {
                if (_host[i].Timestamp <= timestamp || i == 0)
                {
                    return _host[i];
                }
            }

            return null;
        }
    }

    /// <summary>
    /// Share of time in which at least one task of the host waited for memory, over the tick that
    /// <paramref name="timestamp"/> fell into; <see langword="null"/> without pressure files or two ticks around it.
    /// </summary>
    public double? PressureAt(long timestamp)
    {
        lock (_gate)
        {
            for (int i = _host.Count - 1; i > 0; i--)
            {
                HostSample before = _host[i - 1];
                HostSample after = _host[i];
                if (before.Timestamp <= timestamp && timestamp <= after.Timestamp)
                {
                    double microseconds = Stopwatch.GetElapsedTime(before.Timestamp, after.Timestamp).TotalMicroseconds;
                    return before.HostPressureSome >= 0 && after.HostPressureSome >= before.HostPressureSome && microseconds > 0
                        ? Math.Min(1, (after.HostPressureSome - before.HostPressureSome) / microseconds)
                        : null;
                }
            }

            return null;
        }
    }

    /// <summary>Copies what happened since <paramref name="from"/> (<see cref="Stopwatch"/> ticks).</summary>
    public TimelineWindow Window(long from, long to)
    {
        lock (_gate)
        {
            return new TimelineWindow
            {
                From = from,
                To = to,
                Host = _host.TakeFrom(s => s.Timestamp >= from),
                Runtime = _runtime.TakeFrom(s => s.Timestamp >= from),
                Gen2 = _gen2.TakeFrom(s => s.Timestamp >= from),
                Gen2Kept = _gen2.TakeFrom(_ => true),
                LatestGc = _latestGc,
                Bursts = _bursts.TakeFrom(b => b.Start >= from),
                Paused = _paused.TakeFrom(p => p.At >= from),
                Pinned = _pinned,
            };
        }
    }
}

/// <summary>A sampled request that was in flight during a long pause.</summary>
/// <param name="At"><see cref="Stopwatch"/> ticks of the pause's end.</param>
/// <param name="TraceId">W3C trace id, 32 hex digits.</param>
/// <param name="Pause">How long it stood still.</param>
/// <param name="SpanId">W3C span id of its local root span, 16 hex digits; <see langword="null"/> when unknown.</param>
internal sealed record PausedTrace(long At, string TraceId, TimeSpan Pause, string? SpanId = null);

/// <summary>A copy of one stretch of the timeline, oldest first.</summary>
internal sealed record TimelineWindow
{
    public required long From { get; init; }

    public required long To { get; init; }

    public TimeSpan Length => Stopwatch.GetElapsedTime(From, To);

    public required IReadOnlyList<HostSample> Host { get; init; }

    public required IReadOnlyList<RuntimeSample> Runtime { get; init; }

    public required IReadOnlyList<GcSample> Gen2 { get; init; }

    /// <summary>The collections of generation 2 still kept, also those before <see cref="From"/>; 256 at most.</summary>
    public required IReadOnlyList<GcSample> Gen2Kept { get; init; }

    public required GcSample? LatestGc { get; init; }

    public required IReadOnlyList<AllocationBurst> Bursts { get; init; }

    public required IReadOnlyList<PausedTrace> Paused { get; init; }

    /// <summary>The latest look at pinned objects, up to a few minutes old; <see langword="null"/> before the first.</summary>
    public PinnedSample? Pinned { get; init; }
}
