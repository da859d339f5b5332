using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AppFrag.Composition;
using AppFrag.Model;

namespace AppFrag.TestHost;

/// <summary>
/// Lets a load run under the agent and prints one line of JSON (<c>soak {…}</c>) every few seconds: what the process
/// and the agent use, how full its tables are, and what it estimates beside what the load counted. Without the agent, to compare
/// with, only the process.
/// </summary>
internal sealed class Soak(IServiceProvider services, MixedLoad load, MetricReadings metrics) : IDisposable
{
    /// <summary>Windows in which the estimates are held against the truth.</summary>
    private static readonly TimeSpan[] Windows = [TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)];

    private readonly ActivityListener _listener = new();
    private readonly TruthLog _truth = new(load);
    private readonly List<double> _latencies = [];
    private int _spans;
    private int _pauses;

    /// <param name="length">How long the load runs.</param>
    /// <param name="interval">From one line to the next.</param>
    /// <param name="isJudged">Whether every line holds the estimates against the truth; else only the last: making reports takes as much memory as the agent.</param>
    public void Run(TimeSpan length, TimeSpan interval, bool isJudged)
    {
        _listener.ShouldListenTo = source => source.Name is MixedLoad.SourceName or "AppFrag";
        _listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
        _listener.ActivityStopped = OnSpan;
        ActivitySource.AddActivityListener(_listener);
        load.Start();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length)
        {
            Thread.Sleep(interval);
            Print(clock, isJudged || clock.Elapsed >= length);
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _truth.Dispose();
    }

    private void OnSpan(Activity activity)
    {
        if (activity.OperationName == "gc.large_allocation")
        {
            double late = (DateTime.UtcNow - activity.StartTimeUtc).TotalSeconds;
            lock (_latencies)
            {
                _spans++;
                if (_latencies.Count < 100_000)
                {
                    _latencies.Add(late);
                }
            }
        }
        else if (activity.OperationName == "gc.pause")
        {
            Interlocked.Increment(ref _pauses);
        }
    }

    private void Print(Stopwatch clock, bool isJudged)
    {
        metrics.Observe();
        AgentService? agent = services.GetService<AgentService>();
        double at = clock.Elapsed.TotalSeconds;
        double measured = metrics.Value("appfrag.agent.cpu.time", "measured");
        double allowance = metrics.Value("appfrag.agent.cpu.time", "allowance");
        AppFragReport? report = isJudged ? agent?.CaptureReport(Windows[^1]) : null;
        var resident = ResidentMemory.Read();
        double[] late;
        lock (_latencies)
        {
            late = [.. _latencies.Order()];
        }

        var line = new
        {
            at,
            rss = Environment.WorkingSet,
            heap = GC.GetTotalMemory(false),
            residentHeap = resident.Heap,
            residentOther = resident.Other,
            cpu = Environment.CpuUsage.TotalTime.TotalSeconds,
            agentMeasured = measured,
            agentAllowance = allowance,
            dropped = metrics.Value("appfrag.agent.events.dropped"),
            duty = metrics.Value("appfrag.agent.sampling.duty"),
            gcMode = report is null ? "unknown" : report.Sources.First(s => s.Name == "gc-events").Reason ?? "events",
            collections = GC.CollectionCount(0),
            allocated = GC.GetTotalAllocatedBytes(false),
            operations = load.Operations,
            spans = _spans,
            pauses = _pauses,
            latencyP50 = late.Length > 0 ? late[late.Length / 2] : 0,
            latencyP95 = late.Length > 0 ? late[(int)(late.Length * 0.95)] : 0,
            tables = agent?.Tables() ?? [],
            window = report?.Window.TotalSeconds ?? 0,
            windows = report is null ? [] : Windows.Select(asked => Judge(agent!, asked)).ToArray(),
            sites = (report?.Sites ?? []).Take(4).Select(s => new { s.Method, s.Line, s.BytesPerSecond, s.BytesPerSecondError, s.Samples }),
        };
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"soak {JsonSerializer.Serialize(line)}"));
    }

    /// <summary>Truth and estimate of each place over one and the same window.</summary>
    private object Judge(AgentService agent, TimeSpan asked)
    {
        AppFragReport report = agent.CaptureReport(asked);
        double[] truth = _truth.Rates(report.Window);
        return new
        {
            seconds = report.Window.TotalSeconds,
            places = MixedLoad.Places.Select((method, i) =>
            {
                AllocationSite[] sites = [.. report.Sites.Where(site => site.Method.EndsWith(method, StringComparison.Ordinal))];
                return new { method, truth = truth[i], estimate = sites.Sum(s => s.BytesPerSecond), error = sites.Sum(s => s.BytesPerSecondError), samples = sites.Sum(s => s.Samples) };
            }),
        };
    }
}
