using AppFrag.Model;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.NetTrace;

namespace AppFrag.Agent.Tests.Sources.Runtime;

public sealed class GcTrackerTests
{
    private readonly GcTracker _tracker = new();
    private readonly List<GcSample> _samples = [];
    private readonly List<GcPause> _pauses = [];

    [Fact]
    public void Advance_BlockingCollection_GivesOnePauseAndOneSample()
    {
        Add(Suspend(100), Start(110, 7, 2, reason: 4), History(150, loh: (1000, 100, 50), lohAfter: (800, 300, 20)), End(160, 7), Restart(170));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        GcPause pause = Assert.Single(_pauses);
        Assert.Equal((100L, 170L, 2, "alloc_loh"), (pause.Start, pause.End, pause.Generation, pause.Reason));
        Assert.Equal(0.15, pause.FragmentationBefore!.Value, 1e-9);
        Assert.Equal(0.4, pause.FragmentationAfter!.Value, 1e-9);
        GcSample sample = Assert.Single(_samples);
        Assert.Equal((7L, 2, 160L), (sample.Index, sample.Generation, sample.Timestamp));
        Assert.Equal(new GenerationSize(800, 300, 20), sample.Sizes[GenerationSizes.Loh]);
    }

    [Fact]
    public void Advance_EventsOfSeveralThreads_AreTakenInTheOrderOfTime()
    {
        Add(Restart(170), End(160, 7), Suspend(100), History(151), History(150), Start(110, 7, 1, reason: 0));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        Assert.Equal(70, Assert.Single(_pauses).End - _pauses[0].Start);
        Assert.Single(_samples);
    }

    [Fact]
    public void Advance_HoldsBackWhatIsNewerThanTheWatermark()
    {
        Add(Suspend(100), Start(110, 7, 0, reason: 0), History(120), End(130, 7), Restart(140));

        _tracker.Advance(135, _samples, _pauses);
        Assert.Empty(_samples);
        Assert.Empty(_pauses);

        _tracker.Advance(140, _samples, _pauses);
        Assert.Single(_samples);
        Assert.Single(_pauses);
    }

    [Fact]
    public void Advance_HeapsOfServerGC_AreAddedUp()
    {
        Add(Suspend(100), Start(110, 1, 2, reason: 0), History(120, lohAfter: (100, 10, 1)), History(121, lohAfter: (200, 20, 2)), End(130, 1), Restart(140));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        Assert.Equal(new GenerationSize(300, 30, 3), Assert.Single(_samples).Sizes[GenerationSizes.Loh]);
    }

    [Fact]
    public void Advance_ForegroundCollectionDuringBackground_KeepsTheTwoApart()
    {
        Add(
            Suspend(100), Start(110, 1, 2, reason: 4), Restart(120),
            Suspend(200), Start(210, 2, 0, reason: 0), History(215), End(220, 2), Restart(230),
            Suspend(300), Restart(310),
            History(390), End(400, 1));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        Assert.Equal([2, 0, 2], _pauses.Select(p => p.Generation));
        Assert.Equal([2L, 1L], _samples.Select(s => s.Index));
        Assert.Null(_pauses[0].FragmentationAfter);
    }

    [Fact]
    public void Advance_BackgroundCollectionOfServerGC_HasItsHistoriesAfterItsEnd()
    {
        // As seen on 10.0.12 with two heaps: the threads of the heaps report a few microseconds after GCEnd.
        Add(
            Suspend(100), Start(110, 1, 2, reason: 4), Restart(120), Suspend(130), Restart(140),
            End(200, 1), History(201, lohAfter: (100, 10, 0)), History(202, lohAfter: (200, 20, 0)),
            Suspend(300), Start(310, 2, 0, reason: 0), End(320, 2), History(321, lohAfter: (50, 5, 0)), History(322, lohAfter: (50, 5, 0)), Restart(330));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        Assert.Equal([1L, 2L], _samples.Select(s => s.Index));
        Assert.Equal([new GenerationSize(300, 30, 0), new GenerationSize(100, 10, 0)], _samples.Select(s => s.Sizes[GenerationSizes.Loh]));
    }

    [Fact]
    public void Advance_BackgroundHistoryAfterAForegroundCollection_IsNotTheForegrounds()
    {
        Add(
            Suspend(100), Start(110, 1, 2, reason: 4), Restart(120),
            Suspend(200), Start(210, 2, 0, reason: 0), History(215, lohAfter: (7, 1, 0)), End(220, 2), Restart(230),
            History(390, lohAfter: (900, 90, 0)), End(400, 1));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        Assert.Equal([(2L, 7L), (1L, 900L)], _samples.Select(s => (s.Index, s.Sizes[GenerationSizes.Loh].SizeBytes)));
    }

    [Fact]
    public void Advance_EndAtTheWatermark_WaitsForItsHistories()
    {
        Add(Suspend(100), Start(110, 1, 2, reason: 4), Restart(120), End(200, 1), History(210, lohAfter: (100, 10, 0)));

        _tracker.Advance(205, _samples, _pauses);
        Assert.Empty(_samples);

        _tracker.Advance(long.MaxValue, _samples, _pauses);
        Assert.Equal(100, Assert.Single(_samples).Sizes[GenerationSizes.Loh].SizeBytes);
    }

    [Fact]
    public void Advance_SuspensionForSomethingElse_IsNoGcPause()
    {
        Add(Suspend(100, reason: 2), Restart(170));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        Assert.Empty(_pauses);
    }

    [Fact]
    public void Advance_RestartWithoutSuspend_IsIgnored()
    {
        // The session was opened in the middle of a collection.
        Add(End(50, 3), Restart(60));

        _tracker.Advance(long.MaxValue, _samples, _pauses);

        Assert.Empty(_pauses);
        Assert.Empty(_samples);
    }

    [Fact]
    public void Add_WithoutAdvance_IsBounded()
    {
        for (int i = 0; i < 100_000; i++)
        {
            _tracker.Add(Suspend(i));
        }

        Assert.True(_tracker.Discarded > 0);
    }

    private void Add(params GcEvent[] events)
    {
        foreach (GcEvent e in events)
        {
            _tracker.Add(e);
        }
    }

    private static GcEvent Suspend(long at, int reason = GCSuspendEEBeginEvent.ReasonForGC) => new() { Timestamp = at, Id = GCSuspendEEBeginEvent.Id, Reason = reason };

    private static GcEvent Restart(long at) => new() { Timestamp = at, Id = GCRestartEEEndEvent.Id };

    private static GcEvent Start(long at, long index, int generation, int reason) => new() { Timestamp = at, Id = GCStartEvent.Id, Index = index, Generation = generation, Reason = reason };

    private static GcEvent End(long at, long index) => new() { Timestamp = at, Id = GCEndEvent.Id, Index = index };

    private static GcEvent History(long at, (long Size, long List, long Objects) loh = default, (long Size, long List, long Objects) lohAfter = default)
    {
        var before = new GenerationTotals();
        before.Add(GenerationSizes.Loh, new GenerationSize(loh.Size, loh.List, loh.Objects));
        var after = new GenerationTotals();
        after.Add(GenerationSizes.Loh, new GenerationSize(lohAfter.Size, lohAfter.List, lohAfter.Objects));
        return new GcEvent { Timestamp = at, Id = GCPerHeapHistoryEvent.Id, History = new HeapHistory(before, after) };
    }
}
