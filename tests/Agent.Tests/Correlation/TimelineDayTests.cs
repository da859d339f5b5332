using System.Diagnostics;
using System.Globalization;
using AppFrag.Agent.Tests.Correlation.Statistics;
using AppFrag.Agent.Tests.Model;
using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Correlation;

/// <summary>A day of samples in fast time, and the search over them every ten seconds, as in the agent.</summary>
public sealed class TimelineDayTests(ITestOutputHelper output)
{
    private const int Day = 24 * 60 * 60;
    private const int WarmUp = 2 * 60 * 60;
    private const int LookInterval = 10;
    private const int StateLimit = 120_000;

    private Simulated _random = new(1);
    private readonly Timeline _timeline = new();
    private readonly List<GcSample> _collections = [];
    private readonly List<GcPause> _pauses = [];
    private HostSample _host = FirstHost;
    private RuntimeSample _runtime = FirstRuntime;
    private double _slab = 1e9;
    private double _load;
    private double _unusable;
    private double _allocation;

    /// <summary>One; more where the environment asks for them: the rate in the documentation is that of many.</summary>
    public static TheoryData<int> Days =>
        [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("APPFRAG_TIMELINE_DAYS"), CultureInfo.InvariantCulture, out int days) ? days : 1)];

    // Nothing is associated with anything: what is reported is false.
    [Theory]
    [MemberData(nameof(Days))]
    public void IndependentDay_ReportsNothing_AllocatesNothing_AndKeepsItsSize(int seed)
    {
        _random = new Simulated(seed);
        var search = new AssociationSearch(AssociationPairs.All);
        int reports = 0;
        int windowsWithCandidates = 0;
        long allocated = 0;
        for (int second = 0; second < Day; second++)
        {
            Next(second, stall: _random.Uniform() < 0.05, pause: _random.Uniform() < 0.2 ? 0.05 * _random.Uniform() : 0);
            long before = GC.GetAllocatedBytesForCurrentThread();
            int known = search.Candidates.Count + search.Reported.Count;
            Tick();
            if (second % LookInterval == 0 && search.Advance(_timeline.Ticks))
            {
                reports += search.Reported.Count;
                windowsWithCandidates += search.Candidates.Count > 0 ? 1 : 0;
            }

            // The list of what was found is new each time there is something in it.
            bool isFinding = known + search.Candidates.Count + search.Reported.Count > 0;
            allocated += second >= WarmUp && !isFinding ? GC.GetAllocatedBytesForCurrentThread() - before : 0;
        }

        output.WriteLine($"{search.Windows} windows, {windowsWithCandidates} with a candidate, {reports} reports");
        Assert.Equal((Day - 1) / AssociationSearch.Window - 1, search.Windows, 1.0);
        Assert.Equal(0, allocated);
        Assert.Equal(0, reports);
        Assert.InRange(windowsWithCandidates, 0, search.Windows / 12);
    }

    // Half of the day each stall lengthens the collection of its second.
    [Fact]
    public void AssociatedHalfDay_IsReportedOnce_AndGivenUpOnce()
    {
        var search = new AssociationSearch(AssociationPairs.All);
        var changes = new List<(int Second, bool IsReported)>();
        bool wasReported = false;
        for (int second = 0; second < Day; second++)
        {
            bool stall = _random.Uniform() < 0.05;
            double collecting = 0.01 * (1 + _random.Uniform());
            Next(second, stall, second < Day / 2 && stall ? 3 * collecting : collecting);
            Tick();
            if (second % LookInterval == 0 && search.Advance(_timeline.Ticks))
            {
                bool isReported = search.Reported.Any(association => association.Pair.Id == "compaction-pause");
                if (isReported != wasReported)
                {
                    changes.Add((second, isReported));
                    wasReported = isReported;
                }

                Assert.DoesNotContain(search.Reported, association => association.Pair.Id != "compaction-pause");
            }
        }

        Assert.Equal([true, false], changes.Select(change => change.IsReported));
        Assert.InRange(changes[0].Second, 2 * AssociationSearch.Window, 3 * AssociationSearch.Window);
        Assert.InRange(changes[1].Second, Day / 2, (Day / 2) + (4 * AssociationSearch.Window));
    }

    [Fact]
    public void State_IsAtMost120Kilobytes()
    {
        Assert.InRange(new TimelineTicks().SizeBytes, 1, StateLimit);
        GC.KeepAlive(new AssociationSearch(AssociationPairs.All));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var ticks = new TimelineTicks();
        var search = new AssociationSearch(AssociationPairs.All);
        long size = GC.GetAllocatedBytesForCurrentThread() - before;

        output.WriteLine($"series and search: {size:N0} bytes, {ticks.SizeBytes:N0} of them the series");
        Assert.InRange(size, 1, StateLimit);
        GC.KeepAlive(search);
    }

    private static HostSample FirstHost => HostSamples.Calm with { MemTotalBytes = 16_000_000_000, MemFreeBytes = 0, MemAvailableBytes = 8_000_000_000, UnusableIndexPmd = 500, FreePmdBlocks = 0, ProcessMajorFaults = 0 };

    private static RuntimeSample FirstRuntime => new()
    {
        Timestamp = 0,
        Gen0Collections = 0,
        Gen1Collections = 0,
        Gen2Collections = 0,
        AllocatedBytes = 1,
        PauseTotal = TimeSpan.Zero,
        PauseMax = TimeSpan.Zero,
        LongPauses = 0,
        RequestsPaused = 0,
    };

    private void Tick()
    {
        _timeline.Add(_host);
        _timeline.Add(_collections);
        _timeline.Add(_pauses, knownTo: _host.Timestamp - Stopwatch.Frequency);
        _timeline.Add(_runtime);
    }

    private void Next(int second, bool stall, double pause)
    {
        long timestamp = (1_000L + second) * Stopwatch.Frequency;
        _slab += 1e5 * _random.Normal();
        _load = (0.97 * _load) + _random.Normal();
        _unusable = (0.97 * _unusable) + _random.Normal();
        _allocation = (0.9 * _allocation) + _random.Normal();
        _host = _host with
        {
            Timestamp = timestamp,
            MemAvailableBytes = 8_000_000_000 + (long)(_load * 1e8),
            UnusableIndexPmd = 500 + (int)(10 * _unusable),
            SlabUnreclaimableBytes = (long)_slab,
            CompactionStalls = _host.CompactionStalls + (stall ? 1 + _random.Below(20) : 0),
            AllocationStalls = _host.AllocationStalls + Rarely(50),
            ThpFaultFallbacks = _host.ThpFaultFallbacks + Rarely(500),
            ProcessMajorFaults = _host.ProcessMajorFaults + Rarely(10),
            HostPressureSome = _host.HostPressureSome + Rarely(200_000),
            CgroupPressureSome = _host.CgroupPressureSome + Rarely(100_000),
        };
        _runtime = _runtime with
        {
            Timestamp = timestamp,
            AllocatedBytes = _runtime.AllocatedBytes + 100_000_000 + (long)(5e6 * _allocation),
            Gen2Collections = _runtime.Gen2Collections + (int)Rarely(2),
            PauseTotal = _runtime.PauseTotal + TimeSpan.FromSeconds(pause),
        };
        _collections.Clear();
        if (_random.Below(2) == 0)
        {
            var sizes = default(GenerationSizes);
            sizes[GenerationSizes.Gen2] = new GenerationSize(1_000_000_000, 100_000_000 + (long)(1e6 * _random.Normal()), 0);
            _collections.Add(new GcSample { Timestamp = timestamp - Stopwatch.Frequency, Index = second, Generation = 2, Reason = 0, Sizes = sizes });
        }

        _pauses.Clear();
        if (_random.Below(25) == 0)
        {
            _pauses.Add(new GcPause { Start = timestamp - (Stopwatch.Frequency * 3 / 2), End = timestamp - Stopwatch.Frequency, Generation = 2, Reason = "gen0" });
        }
    }

    private long Rarely(int most) => _random.Below(20) == 0 ? 1 + _random.Below(most) : 0;
}
