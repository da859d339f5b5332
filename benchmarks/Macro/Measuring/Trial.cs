using System.Diagnostics;
using System.Text.Json;
using AppFrag.MacroBenchmark.Loads;
using AppFrag.MacroBenchmark.Service;
using AppFrag.MacroBenchmark.Watchers;

namespace AppFrag.MacroBenchmark.Measuring;

/// <summary>One fresh service, one watcher, one load: start, warm up, measure, end.</summary>
internal sealed class Trial(Settings settings, Load load, Watcher watcher)
{
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(250);

    public async Task<Measurement> RunAsync(int round, CancellationToken cancellation)
    {
        await using var service = ChildProcess.Start(settings.IsPinned ? "0" : null, ServiceEnvironment(), "serve", "--watcher", watcher.Name, "--traced", Text(settings.IsTraced), "--live-set", Text(load.HasLiveSet));
        var address = new Uri(await service.ReadLineAsync(cancellation));
        await using var watching = await watcher.AttachAsync(service.Id, cancellation);
        await using var sender = ChildProcess.Start(OthersProcessors(), new Dictionary<string, string>(), "drive", "--service", address.ToString(), "--load", load.Name);
        await Task.Delay(TimeSpan.FromSeconds(settings.WarmUpSeconds), cancellation);

        using var client = new HttpClient { BaseAddress = address };
        await sender.AskAsync(cancellation);
        var before = await CountersAsync(client, cancellation);
        var cpu = service.CpuTime;
        var watcherCpu = CpuOf(watching);
        var senderCpu = sender.CpuTime;
        double? machineCpu = MachineCpu.BusySeconds();
        long start = Stopwatch.GetTimestamp();
        long resident = await MedianResidentAsync(service, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var cpuUsed = service.CpuTime - cpu;
        var watcherCpuUsed = CpuOf(watching) - watcherCpu;
        double foreign = MachineCpu.BusySeconds() - machineCpu - (cpuUsed + watcherCpuUsed + (sender.CpuTime - senderCpu)).TotalSeconds ?? 0;
        var result = JsonSerializer.Deserialize<LoadResult>(await sender.AskAsync(cancellation))!;
        var counted = (await CountersAsync(client, cancellation)).Since(before);
        if (result.Requests == 0)
        {
            throw new InvalidOperationException($"{load.Name} with {watcher.Name}: no request was answered; {result.FirstFailure}");
        }

        return new Measurement
        {
            Load = load.Name,
            Watcher = watcher.Name,
            Round = round,
            Seconds = elapsed.TotalSeconds,
            Requests = result.Requests,
            Failures = result.Failures,
            CpuSeconds = cpuUsed.TotalSeconds,
            WatcherCpuSeconds = watcherCpuUsed.TotalSeconds,
            P50Milliseconds = result.P50,
            P99Milliseconds = result.P99,
            ResidentBytes = resident,
            AllocatedBytes = counted.AllocatedBytes,
            Collections = counted.Collections,
            Gen2Collections = counted.Gen2Collections,
            PauseSeconds = counted.PauseSeconds,
            ForeignCpu = foreign / elapsed.TotalSeconds,
        };
    }

    private static TimeSpan CpuOf(WatchingProcess? watching) => watching is null ? TimeSpan.Zero : ChildProcess.CpuTimeOf(watching.Process);

    private static async Task<Counters> CountersAsync(HttpClient client, CancellationToken cancellation) =>
        (await client.GetFromJsonAsync<Counters>("/counters", cancellation))!;

    private Dictionary<string, string> ServiceEnvironment()
    {
        var environment = new Dictionary<string, string> { ["DOTNET_gcServer"] = settings.IsServerGC ? "1" : "0" };
        if (settings.IsPinned)
        {
            // On one processor the runtime would behave as on a machine that has only one.
            environment["DOTNET_PROCESSOR_COUNT"] = Environment.ProcessorCount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return environment;
    }

    private static string Text(bool value) => value ? "true" : "false";

    private string? OthersProcessors() => settings.IsPinned ? $"1-{Environment.ProcessorCount - 1}" : null;

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
