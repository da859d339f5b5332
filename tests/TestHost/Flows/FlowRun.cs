using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using AppFrag.Model;
using AppFrag.Sources;
using AppFrag.Sources.Requests;
using AppFrag.Sources.Runtime;
using Microsoft.Diagnostics.NETCore.Client;

namespace AppFrag.TestHost.Flows;

/// <summary>
/// Runs many flows at once under a sampling session and compares the span of every sample with the one that allocated.
/// Prints one line of counts and, for the wrong ones, a line each.
/// </summary>
internal static class FlowRun
{
    private const int Flows = 64;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task<int> Run(bool trackTasks, bool switchStamping = false)
    {
        using var source = new ActivitySource("AppFrag.TestHost.Flows");
        using var sdk = new ActivityListener
        {
            ShouldListenTo = other => other.Name == source.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(sdk);
        var table = new SpanTable(65_536);
        using var tracker = new SpanTracker(table, "AppFrag");
        tracker.Start();
        using TaskActivityTracking? tracking = trackTasks ? new TaskActivityTracking() : null;

        var truth = new FlowTruth();
        var sink = new AllocationSampleSink(new CallStackTable(8192), new SharedNames(4096), 40_000);
        var stream = EventPipeStream.Open(new DiagnosticsClient(Environment.ProcessId), RuntimeProvider.SamplingSession(), sink, "flow samples");
        using var queue = new QueueContext();
        var load = new FlowLoad(source, truth, queue);
        using StampingSwitch? switching = switchStamping ? new StampingSwitch(tracker) : null;
        await Task.WhenAll(Enumerable.Range(0, Flows).Select(_ => Task.Run(load.Run))).WaitAsync(Deadline);
        if (!stream.Stop(Deadline) || stream.Fault is not null || tracker.Faults > 0)
        {
            Console.WriteLine($"the session ended badly: {stream.Fault}; {tracker.Faults} faults");
            return 1;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"switched={switching?.Count ?? 0}"));
        Judge(sink.Samples, truth, table);
        return 0;
    }

    private static void Judge(IReadOnlyList<AllocationSample> samples, FlowTruth truth, SpanTable table)
    {
        int right = 0, unattributed = 0, outside = 0;
        var wrong = new List<string>();
        var missed = new List<string>();
        foreach (AllocationSample sample in samples)
        {
            if (truth.Of(sample) is not { } allocation)
            {
                continue;
            }

            string? answer = table.Find(sample.Stamp, sample.Timestamp)?.SpanId.ToHexString();
            if (answer is not null && answer != allocation.Span)
            {
                wrong.Add(allocation.Way);
            }
            else if (allocation.Span is null)
            {
                outside++;
            }
            else if (answer is null)
            {
                unattributed++;
                missed.Add(allocation.Way);
            }
            else
            {
                right++;
            }
        }

        Print("wrong", wrong);
        Print("unattributed", missed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"flows server={GCSettings.IsServerGC} right={right} unattributed={unattributed} outside={outside} wrong={wrong.Count}"));
    }

    private static void Print(string what, List<string> ways)
    {
        foreach (IGrouping<string, string> way in ways.GroupBy(w => w).OrderByDescending(w => w.Count()))
        {
            Console.WriteLine($"{what}: {way.Count()} × {way.Key}");
        }
    }
}
