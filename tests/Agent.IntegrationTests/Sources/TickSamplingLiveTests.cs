using System.Diagnostics;
using System.Runtime.CompilerServices;
using AppFrag.Model;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests.Sources;

/// <summary>Both kinds of events that a burst can be made of, against what this very process allocates meanwhile.</summary>
[Collection(nameof(OneAgentAtATime))]
public sealed class TickSamplingLiveTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(nameof(SamplingEvents.Sampled))]
    [InlineData(nameof(SamplingEvents.Tick))]
    public void Burst_EstimatesTheBytesAllocated(string kind)
    {
        using var streams = new EventPipeStreams(new DiagnosticsClient(Environment.ProcessId));
        var sampler = new AllocationSampler(streams, TimeProvider.System, Enum.Parse<SamplingEvents>(kind));
        Assert.True(sampler.TryBegin(mostSamples: long.MaxValue), sampler.Status?.Reason);
        long truth = 0;
        for (int i = 0; i < 40_000; i++)
        {
            truth += Allocate(i % 10 == 0 ? 200_000 : 1_000);
        }

        sampler.End();
        var samples = new List<AllocationSample>();
        RawBurst? burst;
        long start = Stopwatch.GetTimestamp();
        while (!sampler.TryFinish(samples, out burst) && Stopwatch.GetElapsedTime(start) < Deadline)
        {
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
        }

        Assert.NotNull(burst);
        double estimate = samples.Where(s => s.Type == "System.Byte[]").Sum(s => s.Weight * s.Size);
        Assert.InRange(estimate / truth, 0.9, 1.1);
        Assert.All(samples, s => Assert.True(s.Weight >= 1));
        Assert.Contains(samples, s => s is { Kind: AllocationKind.Loh, Size: >= 200_000 });
        Assert.Contains(samples, s => s.Kind == AllocationKind.Soh);
        Assert.False(sampler.IsBusy);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Allocate(int size)
    {
        byte[] array = new byte[size];
        GC.KeepAlive(array);
        return size + 24;
    }
}
