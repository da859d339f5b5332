using System.Diagnostics;
using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Model;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Collect;

/// <summary>
/// What is seen from outside as the agent's timeline, second by second, and the agent's own search for pairs that move
/// together. Of the process only its GC events are seen: counts and pauses are added up from them, and what it allocates is
/// what its heap grew by between collections. That is good enough to take out as load; it is not compared with anything,
/// because it is made of the collections themselves. Used by one thread.
/// </summary>
internal sealed class RecordedTimeline
{
    // The agent's default for a pause worth a span.
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(10);

    private static readonly AssociationPair[] Pairs =
        [.. AssociationPairs.All.Where(pair => pair.First != TimelineSeries.AllocationRate && pair.Second != TimelineSeries.AllocationRate)];

    private readonly TimelineTicks _ticks = new();
    private readonly TimelineFeed _feed;
    private readonly AllocatedBetweenCollections _allocated;
    private readonly AssociationSearch _associations = new(Pairs);
    private readonly ChangeSearch _changes = new();
    private readonly List<SeriesChange> _changed = [];
    private int _gen0;
    private int _gen1;
    private int _gen2;
    private TimeSpan _paused;

    public RecordedTimeline()
    {
        _feed = new TimelineFeed(_ticks);
        _allocated = new AllocatedBetweenCollections(_ticks);
    }

    /// <summary>Takes what the latest step of a recording brought.</summary>
    public void Add(LiveRecording recording)
    {
        if (recording.Host is [.., var host])
        {
            Add(host);
        }

        Add(recording.Gc.Log.NewSamples, recording.Gc.Log.NewPauses, recording.Gc.KnownTo);
    }

    /// <summary>The latest reading; one that was taken before is passed over.</summary>
    public void Add(in HostSample sample) => _feed.Add(sample);

    /// <summary>What has become known of the GC since the last time.</summary>
    /// <param name="samples">In order of time.</param>
    /// <param name="pauses">In order of time.</param>
    /// <param name="knownTo"><see cref="Stopwatch"/> ticks up to which all are known.</param>
    public void Add(IReadOnlyList<GcSample> samples, IReadOnlyList<GcPause> pauses, long knownTo)
    {
        foreach (var sample in samples)
        {
            _gen0 += 1;
            _gen1 += sample.Generation >= 1 ? 1 : 0;
            _gen2 += sample.Generation >= 2 ? 1 : 0;
        }

        foreach (var pause in pauses)
        {
            _paused += pause.Duration;
        }

        _feed.Add(new RuntimeSample
        {
            Timestamp = knownTo,
            Gen0Collections = _gen0,
            Gen1Collections = _gen1,
            Gen2Collections = _gen2,
            PauseTotal = _paused,
            PauseMax = TimeSpan.Zero,
            LongPauses = 0,
            RequestsPaused = 0,
        });
        _feed.Add(samples);
        _feed.Add([.. pauses.Where(pause => pause.Duration >= LongPause)], knownTo);
        _allocated.Add(samples);
        _associations.Advance(_ticks);
        if (_changes.Advance(_ticks))
        {
            _changed.AddRange(_changes.Latest);
        }
    }

    public RecordedMovement Found() => new(_associations.Windows, Pairs.Length, _associations.Reported, _changed);
}
