using System.Diagnostics;
using System.Globalization;
using AppFrag.Sources;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.TestHost;

/// <summary>Stops a session whose reader is dead or stands still, as the end of a burst does.</summary>
internal static class StopAfterFault
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public static Task<int> Run(ReaderState state)
    {
        var struck = new ManualResetEventSlim();
        EventPipeStream.FaultInjection = _ =>
        {
            struck.Set();
            if (state == ReaderState.Killed)
            {
                throw new InvalidOperationException("reader killed by the test");
            }

            Thread.Sleep(Timeout.Infinite);
        };
        using var load = new AllocationLoad(500);
        var sink = new AllocationSampleSink(new CallStackTable(16), new SharedNames(16), 1000);
        var stream = EventPipeStream.Open(new DiagnosticsClient(Environment.ProcessId), RuntimeProvider.SamplingSession(), sink, "faulty");
        bool didStrike = struck.Wait(TimeSpan.FromSeconds(20));
        long start = Stopwatch.GetTimestamp();
        bool ended = stream.Stop(Deadline);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"stopped struck={didStrike} ended={ended} ms={Stopwatch.GetElapsedTime(start).TotalMilliseconds:0}"));
        return Task.FromResult(0);
    }
}
