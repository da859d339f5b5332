using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.Tests.Sources.Runtime.NetTrace;

/// <summary>Traces of this very process, of the runtime that runs the tests, against TraceEvent.</summary>
public sealed class LiveTraceOracleTests
{
    private const long GcLoaderJitMapsAndSampling = 0x80000020019;

    [Fact]
    public void EventsOfSeveralThreads_AreThoseOfTraceEvent()
    {
        var trace = Record("Microsoft-Windows-DotNETRuntime", GcLoaderJitMapsAndSampling, bufferMegabytes: 64, () =>
        {
            var threads = Enumerable.Range(1, 4).Select(i => new Thread(() => Allocate(i))).ToList();
            threads.ForEach(t => t.Start());
            threads.ForEach(t => t.Join());
            GC.Collect();
        });

        var actual = AssertReadAlike(trace);
        Assert.Superset(Enumerable.Range(1, 4).Select(ActivityOf).ToHashSet(), actual.Events.Select(e => e.ActivityId).ToHashSet());
        Assert.Contains(actual.Stacks, stack => stack.Length > 3);
    }

    [Fact]
    public void DroppedEvents_AreCountedAsByTraceEvent()
    {
        using var flood = new FloodSource();
        var trace = Record(FloodSource.ProviderName, keywords: -1, bufferMegabytes: 1, () =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                flood.Flood(i, "a text that fills the buffer of one megabyte long before the events are all written");
            }
        });

        AssertReadAlike(trace);
        RecordingSink.Read(trace, out var reader);
        Assert.True(reader.DroppedEvents > 0, "Nothing was dropped.");
    }

    private static RecordingSink AssertReadAlike(byte[] trace)
    {
        var expected = TraceEventOracle.Events(trace, out var lost);
        var actual = RecordingSink.Read(trace, out var reader);

        Assert.Equal(Comparable(expected), Comparable(actual.Events));
        Assert.Equal(lost, reader.DroppedEvents);
        Assert.True(reader.IsComplete);
        return actual;
    }

    // TraceEvent calls a provider it does not know by its id.
    private static List<string> Comparable(List<RecordedEvent> events) =>
        [.. events.Select(e => (e with { Provider = string.Empty }).ToString()).Order(StringComparer.Ordinal)];

    /// <summary>The stream is read only after the work, so that a small buffer overflows for certain.</summary>
    private static byte[] Record(string provider, long keywords, int bufferMegabytes, Action work)
    {
        var client = new DiagnosticsClient(Environment.ProcessId);
        using var session = client.StartEventPipeSession(new EventPipeSessionConfiguration(
            [new EventPipeProvider(provider, EventLevel.Verbose, keywords)], bufferMegabytes, requestRundown: false, requestStackwalk: true));
        work();
        using var trace = new MemoryStream();
        var reader = new Thread(() => session.EventStream.CopyTo(trace)) { IsBackground = true };
        reader.Start();
        session.Stop();
        reader.Join();
        return trace.ToArray();
    }

    private static Guid ActivityOf(int id) => new(id, 0, 0, [0xaa, 0, 0, 0, 0, 0, 0, 0]);

    private static void Allocate(int id)
    {
        EventSource.SetCurrentThreadActivityId(ActivityOf(id));
        for (var i = 0; i < 200; i++)
        {
            GC.KeepAlive(new byte[100_000]);
        }

        EventSource.SetCurrentThreadActivityId(Guid.Empty);
    }

    [EventSource(Name = ProviderName)]
    private sealed class FloodSource : EventSource
    {
        public const string ProviderName = "AppFrag-Tests-Flood";

        [Event(1)]
        public void Flood(int number, string text) => WriteEvent(1, number, text);
    }
}
