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
