using AppFrag.Correlation;
using AppFrag.Correlation.Statistics;

namespace AppFrag.Agent.Tests.Correlation.Statistics;

/// <summary>From windows to what is reported.</summary>
public sealed class AssociationSearchTests(ITestOutputHelper output)
{
    private const int Lateness = 3;

    private static readonly AssociationPair Pair = AssociationPairs.All.Single(pair => pair.Id == "compaction-pause");

    private readonly TimelineTicks _ticks = new();
    private readonly AssociationSearch _search = new([Pair]);
    private readonly Simulated _simulated = new(1);
    private readonly Simulated _load = new(2);
    private long _second;

    [Fact]
    public void WhatOneWindowShows_IsReportedAfterTheNext()
    {
        Play(isAssociated: true);
        Assert.Empty(_search.Reported);
        Assert.False(Assert.Single(_search.Candidates).IsReplicated);

        Play(isAssociated: true);
        Association association = Assert.Single(_search.Reported);
        Assert.Empty(_search.Candidates);
        Assert.True(association.IsReplicated);
        Assert.Same(Pair, association.Pair);
        Assert.Equal(AssociationTest.EventStudy, association.Test);
        Assert.Equal(1, association.LagSeconds);
        Assert.InRange(association.Effect, AssociationSearch.LeastEffect, 1);
        Assert.InRange(association.AdjustedP, association.P, AssociationSearch.Level);
        Assert.InRange(association.Count, 8, 60);
    }

    [Fact]
    public void WhatTheNextWindowDoesNotShow_IsNeverReported()
    {
        for (int i = 0; i < 3; i++)
        {
            Play(isAssociated: true);
            Play(isAssociated: false);
            Assert.Empty(_search.Reported);
            Assert.Empty(_search.Candidates);
        }
    }

    [Fact]
    public void WhatIsReported_IsGivenUpAfterTwoWindowsWithout()
    {
        Play(isAssociated: true);
        Play(isAssociated: true);
        Play(isAssociated: false);
        Assert.Single(_search.Reported);

        Play(isAssociated: true);
        Play(isAssociated: false);
        Assert.Single(_search.Reported);

        Play(isAssociated: false);
        Assert.Empty(_search.Reported);
    }

    [Fact]
    public void AnotherLag_IsNotTheSameAssociation()
    {
        Play(isAssociated: true, lag: 1);
        Play(isAssociated: true, lag: 5);

        Assert.Empty(_search.Reported);
        Assert.Single(_search.Candidates);
    }

    [Fact]
    public void UnknownLoad_NothingIsCompared()
    {
        Play(isAssociated: true, isLoadKnown: false);
        Play(isAssociated: true, isLoadKnown: false);

        Assert.Equal(2, _search.Windows);
        Assert.Empty(_search.Reported);
        Assert.Empty(_search.Candidates);
    }

    [Fact]
    public void Advance_BetweenWindows_LooksAtNothing()
    {
        Assert.False(_search.Advance(_ticks));
        for (int second = 0; second < AssociationSearch.Window + Lateness; second++)
        {
            _ticks.Put(Pair.First, second, 0);
            Assert.False(_search.Advance(_ticks));
        }

        _ticks.Put(Pair.First, AssociationSearch.Window + Lateness, 0);
        Assert.True(_search.Advance(_ticks));
        Assert.False(_search.Advance(_ticks));
        Assert.Equal(1, _search.Windows);
    }

    // The procedure as users meet it: all twelve pairs, series of every kind, two windows one after the other.
    [Fact]
    public void Independent_AllPairs_AreNextToNeverReported()
    {
        (double candidates, int runs) = Runs(search => search.Windows == 1 && search.Candidates.Count > 0, windows: 1);
        (double reported, _) = Runs(search => search.Reported.Count > 0, windows: 2);

        output.WriteLine($"{runs} runs of all pairs: a candidate in {candidates:P1}, a report after the second window in {reported:P2}");
        Assert.InRange(candidates, 0, AssociationSearch.Level);
        Assert.InRange(reported, 0, 0.002);
    }

    // Without the least effect and the second window, but with the correction for the number of pairs.
    [Fact]
    public void Independent_AllPairs_AfterBenjaminiHochberg_KeepTheLevel()
    {
        (double share, int runs) = Trials.Share(() =>
        {
            var test = new PairTest(Simulated.Length);
            var p = new double[AssociationPairs.All.Count];
            return seed =>
            {
                double[][] series = AllSeries(new Simulated(seed), seed, Simulated.Length);
                for (int i = 0; i < p.Length; i++)
                {
                    AssociationPair pair = AssociationPairs.All[i];
                    p[i] = test.Run(series[(int)pair.First], series[(int)pair.Second], new Loads(series[(int)pair.Load[0]]), out _)?.P ?? double.NaN;
                }

                BenjaminiHochberg.Adjust(p, p);
                return p.Any(adjusted => adjusted <= AssociationSearch.Level);
            };
        });

        output.WriteLine($"{runs} windows of all pairs: something found in {share:P1}");
        Assert.InRange(share, 0, 0.07);
    }

    private static (double Share, int Runs) Runs(Func<AssociationSearch, bool> isFound, int windows) => Trials.Share(() => seed =>
    {
        var ticks = new TimelineTicks();
        var search = new AssociationSearch(AssociationPairs.All);
        double[][] series = AllSeries(new Simulated(seed), seed, (windows * AssociationSearch.Window) + Lateness + 1);
        for (int t = 0; t < series[0].Length; t++)
        {
            for (int i = 0; i < series.Length; i++)
            {
                ticks.Put((TimelineSeries)i, t, series[i][t]);
            }

            search.Advance(ticks);
        }

        return isFound(search);
    });

    private static double[][] AllSeries(Simulated s, int seed, int length) =>
    [
        .. Enum.GetValues<TimelineSeries>().Select(series => series switch
        {
            TimelineSeries.CompactionStalls or TimelineSeries.AllocationStalls or TimelineSeries.HugePageFallbacks
                or TimelineSeries.MajorFaults or TimelineSeries.LongPauses or TimelineSeries.Gen2Collections => s.Bursts(length: length),
            _ => ((seed + (int)series) % 5) switch
            {
                0 => s.White(length),
                1 => s.Autoregressive(0.9, length),
                2 => s.Autoregressive(0.97, length),
                3 => s.Step(length),
                _ => s.Trend(length),
            },
        }),
    ];

    /// <summary>One window: stalls, and a share of time in pauses that answers to them or does not.</summary>
    private void Play(bool isAssociated, int lag = 1, bool isLoadKnown = true)
    {
        int length = AssociationSearch.Window + (_second == 0 ? Lateness + 1 : 0);
        double[] stalls = _simulated.Bursts(0.07, 1.5, length);
        double[] pauses = _simulated.Autoregressive(0.7, length);
        double[] load = _load.Autoregressive(0.5, length);
        for (int t = 0; t < length; t++, _second++)
        {
            _ticks.Put(Pair.First, _second, stalls[t]);
            _ticks.Put(Pair.Second, _second, pauses[t] + (isAssociated && t >= lag && stalls[t - lag] > 0 ? 5 : 0));
            _ticks.Put(TimelineSeries.AllocationRate, _second, isLoadKnown ? load[t] : double.NaN);
            Assert.Equal(t == length - 1, _search.Advance(_ticks));
        }
    }
}
