using System.Diagnostics;
using AppFrag.Agent.Tests.Model;
using AppFrag.Export;
using AppFrag.Model;

namespace AppFrag.Agent.Tests.Documentation;

/// <summary>Both spans, written with all that can be known.</summary>
internal static class SpansReference
{
    private static readonly ActivityTraceId TraceId = ActivityTraceId.CreateRandom();
    private static readonly ActivitySpanId SpanId = ActivitySpanId.CreateRandom();

    /// <summary>The attributes of each span by its name.</summary>
    public static Dictionary<string, IReadOnlyList<KeyValuePair<string, object?>>> Write()
    {
        var written = new Dictionary<string, IReadOnlyList<KeyValuePair<string, object?>>>();
        using var source = new ActivitySource("AppFrag.SpansReference");
        using var listener = new ActivityListener
        {
            ShouldListenTo = one => one == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => written.Add(span.OperationName, [.. span.TagObjects]),
        };
        ActivitySource.AddActivityListener(listener);
        var writer = new SpanWriter(source, TimeProvider.System, maxPerSecond: 10, maxPerTrace: 10);
        long now = Stopwatch.GetTimestamp();

        var parent = new TrackedSpan { TraceId = TraceId, SpanId = SpanId, Recorded = true, Start = now, End = now, Root = default };
        var sample = new AllocationSample(now, 200_024, AllocationKind.Loh, "System.Byte[]", Guid.Empty, CallStack.Others, 1);
        Assert.True(writer.WriteLargeAllocation(parent, sample, new CodeSite("Shop.Orders.Upload", "Orders.cs", 12, "System.IO.MemoryStream.set_Capacity")));

        var pause = new GcPause { Start = now, End = now, Generation = 2, Reason = "alloc_loh", FragmentationBefore = 0.5, FragmentationAfter = 0.1 };
        Assert.True(writer.WritePause(new EndedRequest(TraceId, SpanId, now, now), pause, HostSamples.Calm with { Timestamp = now }, pressure: 0.1));
        return written;
    }
}
