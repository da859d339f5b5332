using System.Diagnostics;
using System.Text.Json;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Service;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>One fresh service, one watcher, one load, on some of the processors: start, warm up, measure, end.</summary>
internal sealed class Trial(Settings settings, Load load, Watcher watcher, string processors)
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(250);

    /// <param name="measureAt"><see cref="Stopwatch"/> ticks at which the measurement begins.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<Measurement> RunAsync(long measureAt, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_gcServer"] = settings.IsServerGC ? "1" : "0",

            // On a single processor the runtime waits ten times as long, a second since the last new method, before it
            // optimizes: whatever runs something new every second would be compared while nothing is optimized yet.
            ["DOTNET_TC_DelaySingleProcMultiplier"] = "1",
        };
        await using var service = ChildProcess.Start(Processors.RunOn(processors), environment, "serve", "--watcher", watcher.Name, "--traced", Text(settings.IsTraced), "--live-set", Text(load.HasLiveSet));
        var address = new Uri(await service.ReadLineAsync(cancellation));
        await using var watching = await watcher.AttachAsync(service.Id, cancellation);
        await using var sender = ChildProcess.Start(Processors.RunOn(processors), new Dictionary<string, string>(), "drive", "--service", address.ToString(), "--load", load.Name);
        await Task.Delay(LeftUntil(measureAt), cancellation);

        using var client = new HttpClient { BaseAddress = address };
        await sender.AskAsync(cancellation);
        var before = await CountersAsync(client, cancellation);
        var cpu = service.CpuTime;
        var watcherCpu = CpuOf(watching);
        var senderCpu = sender.CpuTime;
        var machine = MachineCpu.ReadOthers();
        var threads = ThreadCpu.Read(service.Id, cpu);
        long start = Stopwatch.GetTimestamp();
        long resident = await MedianResidentAsync(service, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var cpuUsed = service.CpuTime - cpu;
        var watcherCpuUsed = CpuOf(watching) - watcherCpu;
        var senderCpuUsed = sender.CpuTime - senderCpu;
        var machineAfter = MachineCpu.ReadOthers();
        var cpuByThread = ThreadCpu.Between(threads, ThreadCpu.Read(service.Id, service.CpuTime));
        var result = JsonSerializer.Deserialize<LoadResult>(await sender.AskAsync(cancellation))!;
        var counted = (await CountersAsync(client, cancellation)).Since(before);
        var memory = MemoryMap.Of(service.Id);
        if (result.Requests == 0)
        {
            throw new InvalidOperationException($"{load.Name} with {watcher.Name}: no request was answered; {result.FirstFailure}");
        }

        return new Measurement
        {
            Seconds = elapsed.TotalSeconds,
            Requests = result.Requests,
            Failures = result.Failures,
            CpuSeconds = cpuUsed.TotalSeconds,
            WatcherCpuSeconds = watcherCpuUsed.TotalSeconds,
            SenderCpuSeconds = senderCpuUsed.TotalSeconds,
            CpuByThread = cpuByThread,
            P50Milliseconds = result.P50,
            P99Milliseconds = result.P99,
            ResidentBytes = resident,
            Memory = memory,
            HeapCommittedBytes = counted.CommittedBytes,
            AllocatedBytes = counted.AllocatedBytes,
            Collections = counted.Collections,
            Gen2Collections = counted.Gen2Collections,
            PauseSeconds = counted.PauseSeconds,
            ForeignCpu = machineAfter.UsedSince(machine) / elapsed.TotalSeconds,
            StolenCpu = machineAfter.StolenSince(machine) / elapsed.TotalSeconds,
        };
    }

    private static TimeSpan CpuOf(WatchingProcess? watching) => watching is null ? TimeSpan.Zero : ChildProcess.CpuTimeOf(watching.Process);

    private static async Task<Counters> CountersAsync(HttpClient client, CancellationToken cancellation) =>
        (await client.GetFromJsonAsync<Counters>("/counters", cancellation))!;

    private static TimeSpan LeftUntil(long timestamp) =>
        Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), timestamp) is var left && left > TimeSpan.Zero
            ? left
            : throw new InvalidOperationException("the service was not ready by the end of its warm-up");

    private static string Text(bool value) => value ? "true" : "false";

    private async Task<long> MedianResidentAsync(ChildProcess service, CancellationToken cancellation)
    {
        var readings = new List<long>();
        long start = Stopwatch.GetTimestamp();
        var length = TimeSpan.FromSeconds(settings.Seconds);
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            var left = length - Stopwatch.GetElapsedTime(start);
            await Task.Delay(left < BetweenReadings ? left : BetweenReadings, cancellation);
            readings.Add(service.ResidentBytes);
        }

        return readings.Order().ElementAt(readings.Count / 2);
    }
}
