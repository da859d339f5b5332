using System.Diagnostics;
using System.Diagnostics.Tracing;
using AppFrag.Sources.Runtime;
using AppFrag.Sources.Runtime.NetTrace;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests;

/// <summary>A diagnostics tool is attached to the service at the same time: both get their events, and the service ends as ever.</summary>
public sealed class OtherClientTests
{
    private const long GcAndAllocationSampling = 0x80000000001;
    private const int Enough = 50;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Signal")]
    [InlineData("MainReturns")]
    public async Task Both_GetTheirEvents_AndTheServiceEnds(string exit)
    {
        using TestHostProcess host = await TestHostProcess.StartAsync([$"exit={exit}", "rate=200"]);
        var sink = new Counts();
        var provider = new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, GcAndAllocationSampling);
        var configuration = new EventPipeSessionConfiguration([provider], 16, requestRundown: false, requestStackwalk: true);
        using EventPipeStream other = EventPipeStream.Open(new DiagnosticsClient(host.Id), configuration, sink, "other client");
        Assert.True(await Poll(() => sink.Collections > 5 && sink.Samples > Enough), $"the other client got {sink.Collections} collections and {sink.Samples} samples");
        int before = Largest(host, "read AppFrag allocation samples");
        Assert.True(await Poll(() => Largest(host, "read AppFrag allocation samples") > before + Enough), "the agent gets no samples any more");
        Assert.True(Largest(host, "read AppFrag GC events") > 0, "the agent gets no collections");

        if (exit == "Signal")
        {
            host.Terminate();
        }
        else
        {
            host.WriteLine("go");
        }

        Assert.True(await host.WaitForExitAsync(Deadline) is { } time && time < TimeSpan.FromSeconds(5), "the service did not end in time");
        Assert.Equal(0, host.ExitCode);
        Assert.True(await Poll(() => other.IsFinished), "the other client's stream did not end");
    }

    // The host prints how many events each of the agent's readers has had, at every hundredth.
    private static int Largest(TestHostProcess host, string what) =>
        host.Output.Where(line => line.StartsWith(what, StringComparison.Ordinal)).Select(line => int.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), System.Globalization.CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();

    private static async Task<bool> Poll(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
            {
                return false;
            }

            await Task.Delay(50);
        }

        return true;
    }

    private sealed class Counts : INetTraceSink
    {
        private int _collections;
        private int _samples;

        public int Collections => Volatile.Read(ref _collections);

        public int Samples => Volatile.Read(ref _samples);

        public void OnHeader(in NetTraceHeader header)
        {
            // Only the number of events counts.
        }

        public void OnEvent(in NetTraceEvent e)
        {
            if (e.Metadata.EventId == GCStartEvent.Id)
            {
                Interlocked.Increment(ref _collections);
            }
            else if (e.Metadata.EventId == AllocationSampledEvent.Id)
            {
                Interlocked.Increment(ref _samples);
            }
        }
    }
}
