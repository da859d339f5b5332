using System.Diagnostics;
using AppFrag.Model;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>The GC's events of this very process against what the GC says of itself.</summary>
[Collection(nameof(OneAgentAtATime))]
public sealed class GcSourceLiveTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public void Drain_SizesAndHoles_EqualGCMemoryInfo_ToTheByte()
    {
        using var streams = new EventPipeStreams(new DiagnosticsClient(Environment.ProcessId));
        var source = new GcSource(streams, TimeProvider.System);
        source.EnsureOpen();
        Assert.Equal(SourceState.Ok, source.Status?.State);

        // Holes on the large object heap: every second array dies.
        byte[]?[] arrays = [.. Enumerable.Range(0, 200).Select(_ => new byte[200_000])];
        for (int i = 0; i < arrays.Length; i += 2)
        {
            arrays[i] = null;
        }

        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: false);
        GCMemoryInfo expected = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        GcSample sample = WaitFor(source, expected.Index, out GcPause pause);
        GC.KeepAlive(arrays);

        for (int i = 0; i < GenerationSizes.Count; i++)
        {
            Assert.Equal(expected.GenerationInfo[i].SizeAfterBytes, sample.Sizes[i].SizeBytes);
            Assert.Equal(expected.GenerationInfo[i].FragmentationAfterBytes, sample.Sizes[i].FragmentedBytes);
        }

        Assert.InRange(sample.Sizes[GenerationSizes.Loh].FragmentedBytes, 50 * 200_000, long.MaxValue);
        Assert.Equal((2, "induced"), (pause.Generation, pause.Reason));
        Assert.InRange(pause.Duration, expected.PauseDurations[0] * 0.5, expected.PauseDurations[0] + TimeSpan.FromMilliseconds(50));
    }

    /// <summary>
    /// A background collection pauses twice, and short collections pause in between: which pause is whose is what tools disagree
    /// about. The runtime's own record is the judge.
    /// </summary>
    [Fact]
    public void Drain_BackgroundCollections_HaveTheTwoPausesThatTheRuntimeRecorded()
    {
        using var streams = new EventPipeStreams(new DiagnosticsClient(Environment.ProcessId));
        var source = new GcSource(streams, TimeProvider.System);
        source.EnsureOpen();
        var samples = new List<GcSample>();
        var pauses = new List<GcPause>();
        var expected = new Dictionary<long, TimeSpan[]>();
        object[] live = [.. Enumerable.Range(0, 300_000).Select(i => new object[] { i })];
        for (int round = 0; round < 5; round++)
        {
            expected.Add(CollectInBackground(), [.. GC.GetGCMemoryInfo(GCKind.Background).PauseDurations]);
        }

        GC.KeepAlive(live);
        long start = Stopwatch.GetTimestamp();
        while (!expected.Keys.All(index => pauses.Count(pause => pause.Index == index) == 2) && Stopwatch.GetElapsedTime(start) < Deadline)
        {
            source.Drain(samples, pauses);
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
        }

        Assert.Contains(pauses, pause => pause.Generation < 2);
        Assert.All(expected, gc =>
        {
            GcPause[] seen = [.. pauses.Where(pause => pause.Index == gc.Key)];
            Assert.Equal(gc.Value.Length, seen.Length);
            Assert.All(seen.Zip(gc.Value), pair => Assert.InRange(pair.First.Duration, pair.Second * 0.9, pair.Second + TimeSpan.FromMilliseconds(50)));
            TestContext.Current.TestOutputHelper!.WriteLine($"{gc.Key}: {string.Join(", ", seen.Select(pause => pause.Duration))} against {string.Join(", ", gc.Value)}");
        });
    }

    /// <summary>Number of a background collection that has ended, during which others ran.</summary>
    private static long CollectInBackground()
    {
        long before = GC.GetGCMemoryInfo(GCKind.Background).Index;
        GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        for (int i = 1; GC.GetGCMemoryInfo(GCKind.Background).Index == before; i++)
        {
            // On a processor with a large cache the youngest generation is too large to fill up meanwhile.
            GC.KeepAlive(new byte[1000]);
            if (i % 1000 == 0)
            {
                GC.Collect(0);
            }
        }

        return GC.GetGCMemoryInfo(GCKind.Background).Index;
    }

    [Fact]
    public void Poll_EqualsGCMemoryInfo()
    {
        GC.Collect();
        GenerationSizes sizes = GcPoll.Sizes();

        Assert.Equal(GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[GenerationSizes.Loh].SizeAfterBytes, sizes[GenerationSizes.Loh].SizeBytes);
    }

    private static GcSample WaitFor(GcSource source, long index, out GcPause pause)
    {
        var samples = new List<GcSample>();
        var pauses = new List<GcPause>();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Deadline)
        {
            source.Drain(samples, pauses);
            int found = samples.FindIndex(s => s.Index == index);
            GcPause? around = found < 0 ? null : pauses.Find(p => p.Start <= samples[found].Timestamp && p.End >= samples[found].Timestamp);
            if (around is not null)
            {
                pause = around;
                return samples[found];
            }

            TestContext.Current.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
        }

        throw new TimeoutException($"Collection {index} was not among {samples.Count} collections and {pauses.Count} pauses seen.");
    }
}

/// <summary>Sessions, listeners and the agent itself are process-wide; these tests take turns.</summary>
[CollectionDefinition(nameof(OneAgentAtATime), DisableParallelization = true)]
public sealed class OneAgentAtATime;
