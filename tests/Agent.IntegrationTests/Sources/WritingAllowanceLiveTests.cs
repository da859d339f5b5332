using System.Diagnostics;
using System.Runtime.CompilerServices;
using AppFrag.Model;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.Governing;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests.Sources;

/// <summary>What the governor is billed for the stacks that the runtime walks in the application's threads: the deeper, the more.</summary>
[Collection(nameof(OneAgentAtATime))]
public sealed class WritingAllowanceLiveTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public void DeepStacks_AreBilledByTheFrame()
    {
        double flat = BilledForASample(depth: 0);
        double deep = BilledForASample(depth: 60);

        Assert.InRange(deep - flat, 59 * SamplingCost.Frame.TotalMicroseconds, 70 * SamplingCost.Frame.TotalMicroseconds);
    }

    /// <returns>Microseconds.</returns>
    private static double BilledForASample(int depth)
    {
        using var streams = new EventPipeStreams(new DiagnosticsClient(Environment.ProcessId));
        var sampler = new AllocationSampler(streams, TimeProvider.System);
        Assert.True(sampler.TryBegin(mostSamples: long.MaxValue), sampler.Status?.Reason);
        // The runtime walks a hundred frames at most, and a test runner has as many below each test.
        var thread = new Thread(() => Descend(depth));
        thread.Start();
        thread.Join();
        sampler.End();
        var samples = new List<AllocationSample>();
        long start = Stopwatch.GetTimestamp();
        while (!sampler.TryFinish(samples, out _) && Stopwatch.GetElapsedTime(start) < Deadline)
        {
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
        }

        Assert.InRange(samples.Count, 500, 5000);
        return (streams.WritingAllowance - SamplingCost.Session).TotalMicroseconds / samples.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Descend(int depth)
    {
        if (depth > 0)
        {
            Descend(depth - 1);
            GC.KeepAlive(depth);
            return;
        }

        for (int i = 0; i < 100_000; i++)
        {
            GC.KeepAlive(new byte[1000]);
        }
    }
}
