using AppFrag.Tool.Recordings;
using AppFrag.Tool.Runs;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Report;

/// <summary>
/// The two pauses of background collections, against what the collector itself measured (GCMemoryInfo.PauseDurations):
/// TraceGC leaves one of them out, or gives it to the collection that runs at its start.
/// </summary>
public sealed class BackgroundPausesTests(ITestOutputHelper output)
{
    private const int Enough = 5;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(3);

    // The collector starts its clock after the first event and stops it before the last one.
    private static readonly TimeSpan LeastMore = TimeSpan.FromMilliseconds(-0.1);
    private static readonly TimeSpan UsuallyLess = TimeSpan.FromMilliseconds(0.5);

    [Fact]
    public async Task BackgroundCollections_PausesAreThoseTheCollectorMeasured()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("own.nettrace");
        Task recording = RecordedTrace.RecordAsync(Environment.ProcessId, path, Length, TestContext.Current.CancellationToken);
        Dictionary<long, TimeSpan> measured = await CollectUntil(recording);

        RunCollection[] recorded = [.. RunAnalysis.Analyze(RecordingFile.Read(path)).Collections.Where(gc => gc.Type == "background" && measured.ContainsKey(gc.Index))];

        Assert.True(recorded.Length >= Enough, $"only {recorded.Length} background collections");
        TimeSpan[] more = [.. recorded.Select(gc => TimeSpan.FromSeconds(gc.PauseSeconds) - measured[gc.Index]).Order()];
        output.WriteLine(FormattableString.Invariant($"{recorded.Length} background collections: longer than measured by {more[0].TotalMilliseconds:0.000} to {more[^1].TotalMilliseconds:0.000} ms, median {more[more.Length / 2].TotalMilliseconds:0.000}; shortest {measured.Values.Min().TotalMilliseconds:0.000} ms"));
        Assert.InRange(more[0], LeastMore, TimeSpan.MaxValue);
        Assert.InRange(more[more.Length / 2], LeastMore, UsuallyLess);
    }

    /// <summary>Background collections one after the other, each with the sum of its pauses, until the recording has ended.</summary>
    private static async Task<Dictionary<long, TimeSpan>> CollectUntil(Task recording)
    {
        var measured = new Dictionary<long, TimeSpan>();
        long seen = GC.GetGCMemoryInfo(GCKind.Background).Index;
        while (!recording.IsCompleted)
        {
            GC.Collect(2, GCCollectionMode.Default, blocking: false);
            await Task.WhenAny(recording, Task.Delay(20));
            GCMemoryInfo latest = GC.GetGCMemoryInfo(GCKind.Background);
            if (latest.Index != seen)
            {
                seen = latest.Index;
                TimeSpan pauses = TimeSpan.Zero;
                foreach (TimeSpan pause in latest.PauseDurations)
                {
                    pauses += pause;
                }

                measured[seen] = pauses;
            }
        }

        await recording;
        return measured;
    }
}
