using System.Diagnostics;
using System.Runtime.InteropServices;
using AppFrag.Model;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.Agent.IntegrationTests.Sources;

/// <summary>Objects that this very process pins, as the runtime reports them.</summary>
[Collection(nameof(OneAgentAtATime))]
public sealed class PinnedSourceLiveTests
{
    private const int Count = 300;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public void Look_FindsWhatIsPinned_ByTypeAndSize()
    {
        GCHandle[] handles = [.. Enumerable.Range(0, Count).Select(_ => GCHandle.Alloc(new Marked[100], GCHandleType.Pinned))];
        using var streams = new EventPipeStreams(new DiagnosticsClient(Environment.ProcessId));
        var source = new PinnedSource(streams, TimeProvider.System);

        PinnedSample? sample = null;
        long start = Stopwatch.GetTimestamp();
        while (sample is null && Stopwatch.GetElapsedTime(start) < Deadline)
        {
            sample = source.Advance(isAffordable: true);
            GC.Collect(0);
            TestContext.Current.CancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200));
        }

        foreach (GCHandle handle in handles)
        {
            handle.Free();
        }

        Assert.NotNull(sample);
        PinnedType type = Assert.Single(sample.Types, t => t.Type.Contains(nameof(Marked), StringComparison.Ordinal));

        // The first collections move them to older generations, which the later ones do not look at.
        Assert.InRange(type.Objects, 1, Count);
        Assert.InRange(type.Bytes / type.Objects, 100 * sizeof(long), (100 * sizeof(long)) + 32);
        Assert.InRange(sample.Types.Count, 1, PinnedSink.MostTypes);
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Marked
    {
        private readonly long _value;

        public long Value => _value;
    }
}
