using AppFrag.Correlation;
using AppFrag.Export;
using AppFrag.Model;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Governing;

namespace AppFrag.Composition;

/// <summary>From the GC's events, or from polling, to the timeline, the metrics and the <c>gc.pause</c> spans.</summary>
internal sealed class GcPump(
    GcSource source,
    GcGovernor governor,
    PinnedSource pinned,
    PausedRequests requests,
    Timeline timeline,
    GcMetrics metrics,
    TimeSpan minPause,
    TimeProvider timeProvider)
{
    // Thousands of events, should much be pinned.
    private static readonly TimeSpan PinnedLook = TimeSpan.FromMilliseconds(15);

    private readonly GcPoll _poll = new();
    private readonly List<GcSample> _samples = [];
    private readonly List<GcPause> _pauses = [];

    /// <summary>How much of the GC's events is read, as an attribute value.</summary>
    public string Mode => source.Mode switch
    {
        GcMode.Events => "full",
        GcMode.Pauses => "pauses",
        _ => "polling",
    };

    /// <summary>Several times a second: chooses the mode, looks when a look is due.</summary>
    /// <param name="now">Since the agent's start.</param>
    /// <param name="credit">What the agent may spend now.</param>
    public void Govern(TimeSpan now, TimeSpan credit)
    {
        source.SetMode(governor.Account(now, GC.CollectionCount(0)));
        source.EnsureOpen();
        if (governor.TryLook(credit))
        {
            source.TryLook();
        }

        // Many pinned objects times many collections is what a storm does not need on top.
        if (pinned.Advance(source.GivesSizes && credit > PinnedLook) is { } sample)
        {
            timeline.Add(sample);
        }
    }

    /// <summary>Once a second.</summary>
    public void Tick()
    {
        _samples.Clear();
        _pauses.Clear();
        source.Drain(_samples, _pauses);
        if (source.GivesSizes)
        {
            if (_samples.Count > 0)
            {
                metrics.Update(_samples[^1].Sizes, freeListsKnown: true);
            }
        }
        else
        {
            _poll.TakeGen2(_samples);
            metrics.Update(GcPoll.Sizes(), freeListsKnown: false);
        }

        timeline.Add(_samples);
        TimeSpan longest = source.SeesEveryPause ? TimeSpan.Zero : GcPoll.LatestPause();
        foreach (GcPause pause in _pauses)
        {
            metrics.Record(pause);
            longest = pause.Duration > longest ? pause.Duration : longest;
        }

        List<GcPause> longPauses = [.. _pauses.Where(pause => pause.Duration >= minPause)];
        timeline.Add(longPauses, source.SeesEveryPause ? timeProvider.GetTimestamp() - timeProvider.TimestampFrequency : null);
        int requestsPaused = requests.Tick(longPauses);
        timeline.Add(new RuntimeSample
        {
            Timestamp = timeProvider.GetTimestamp(),
            Gen0Collections = GC.CollectionCount(0),
            Gen1Collections = GC.CollectionCount(1),
            Gen2Collections = GC.CollectionCount(2),
            AllocatedBytes = GC.GetTotalAllocatedBytes(precise: false),
            PauseTotal = GC.GetTotalPauseDuration(),
            PauseMax = longest,
            FullPauses = source.SeesEveryPause ? TimeSpan.FromTicks(_pauses.Where(pause => pause.Generation == 2).Sum(pause => pause.Duration.Ticks)) : null,
            LongPauses = longPauses.Count,
            RequestsPaused = requestsPaused,
            PausedRequestTime = requests.RequestTime,
        });
    }
}
