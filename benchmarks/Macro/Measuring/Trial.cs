using System.Diagnostics;
using System.Text.Json;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Service;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>One fresh service, one watcher, on some of the processors: start, and for each load warm up and measure; end.</summary>
internal sealed class Trial(Settings settings, IReadOnlyList<Load> loads, Watcher watcher, string processors)
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(250);

    /// <param name="start"><see cref="Stopwatch"/> ticks from which the settings count.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>In the order of the loads.</returns>
    public async Task<IReadOnlyList<Measurement>> RunAsync(long start, CancellationToken cancellation)
    {
        await using var service = ChildProcess.Start(Processors.RunOn(processors), RuntimeSettings.OfService(settings), "serve", "--watcher", watcher.Name, "--traced", Text(settings.IsTraced), "--live-set", Text(loads[0].HasLiveSet));
        var address = new Uri(await service.ReadLineAsync(cancellation));
        await using var watching = await watcher.AttachAsync(service.Id, cancellation);
        var measurements = new List<Measurement>();
        foreach (var load in loads)
        {
            long measureAt = start + (long)(settings.SecondsUntil(measurements.Count) * Stopwatch.Frequency);
            measurements.Add(await MeasureAsync(service, address, watching, load, measureAt, cancellation));
        }

        return measurements;
    }

    private async Task<Measurement> MeasureAsync(ChildProcess service, Uri address, WatchingProcess? watching, Load load, long measureAt, CancellationToken cancellation)
    {
        await using var sender = ChildProcess.Start(Processors.RunOn(processors), RuntimeSettings.OfLoad(settings), "drive", "--service", address.ToString(), "--load", load.Name);
        await Task.Delay(LeftUntil(measureAt), cancellation);

        using var client = new HttpClient { BaseAddress = address };
        await sender.AskAsync(cancellation);
        var before = await CountersAsync(client, cancellation);
        var cpu = service.CpuTime;
        var watcherCpu = CpuOf(watching);
        var senderCpu = sender.CpuTime;
        var machine = MachineCpu.ReadOthers();
        var threads = ThreadCpu.Read(service.Id, cpu);
        var kernel = KernelWork.Of(service.Id);
        long start = Stopwatch.GetTimestamp();
        long resident = await MedianResidentAsync(service, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var cpuUsed = service.CpuTime - cpu;
        var kernelUsed = KernelWork.Of(service.Id).Since(kernel);
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
            Kernel = kernelUsed,
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
