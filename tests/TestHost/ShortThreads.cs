using System.Diagnostics.Metrics;
using System.Globalization;

namespace AppFrag.TestHost;

/// <summary>
/// Many threads that live for one allocation each, the same number with the same work several times. Prints what a round cost
/// the process and the agent's own threads, and what memory was left of it: of the first, and the least of the later ones.
/// What threads leave behind is in every later round; what the agent takes once in its first half minute (a third of a
/// megabyte managed and five resident, with no thread at all) is in one or two of them.
/// </summary>
internal static class ShortThreads
{
    private const int Threads = 10_000;
    private const int LaterRounds = 3;
    private const int AtOnce = 8;
    private static double _agentCpu;
    private static byte[]? _last;

    public static async Task<int> Run()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddAppFrag(options =>
        {
            options.SamplingInterval = TimeSpan.FromMilliseconds(500);
            options.SamplingBurst = TimeSpan.FromMilliseconds(250);
        });
        using IHost host = builder.Build();
        await host.StartAsync();
        using MeterListener cpu = AgentCpu();

        // What comes up once (code, tables, the first naming) is in no round.
        await Round(cpu, Threads / 4);
        Cost first = await Round(cpu, Threads);
        Cost least = await LeastOfLater(cpu, first);
        await host.StopAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"threads process1={first.ProcessMs:0} process2={least.ProcessMs:0} agent1={first.AgentMs:0} agent2={least.AgentMs:0} managed={least.ManagedBytes} resident={least.ResidentBytes}"));
        return 0;
    }

    /// <summary>The least of each number, memory as what it grew by.</summary>
    private static async Task<Cost> LeastOfLater(MeterListener cpu, Cost before)
    {
        var least = new Cost(double.MaxValue, double.MaxValue, long.MaxValue, long.MaxValue);
        for (int round = 0; round < LaterRounds; round++)
        {
            Cost now = await Round(cpu, Threads);
            least = new Cost(
                Math.Min(least.ProcessMs, now.ProcessMs),
                Math.Min(least.AgentMs, now.AgentMs),
                Math.Min(least.ManagedBytes, now.ManagedBytes - before.ManagedBytes),
                Math.Min(least.ResidentBytes, now.ResidentBytes - before.ResidentBytes));
            before = now;
        }

        return least;
    }

    private static async Task<Cost> Round(MeterListener cpu, int threads)
    {
        (double agentBefore, TimeSpan processBefore) = (Read(cpu), Environment.CpuUsage.TotalTime);
        for (int done = 0; done < threads; done += AtOnce)
        {
            Thread[] batch = [.. Enumerable.Range(0, AtOnce).Select(_ => new Thread(static () => Volatile.Write(ref _last, new byte[100_000]), maxStackSize: 256 * 1024))];
            Array.ForEach(batch, thread => thread.Start());
            Array.ForEach(batch, thread => thread.Join());
        }

        // The agent counts its own cost once a second.
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        (double agentAfter, TimeSpan processAfter) = (Read(cpu), Environment.CpuUsage.TotalTime);
        GC.Collect();
        return new Cost((processAfter - processBefore).TotalMilliseconds, (agentAfter - agentBefore) * 1000, GC.GetTotalMemory(true), Environment.WorkingSet);
    }

    private static MeterListener AgentCpu()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument is { Meter.Name: "AppFrag", Name: "appfrag.agent.cpu.time" })
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => _agentCpu = seconds);
        listener.Start();
        return listener;
    }

    private static double Read(MeterListener cpu)
    {
        cpu.RecordObservableInstruments();
        return _agentCpu;
    }

    private sealed record Cost(double ProcessMs, double AgentMs, long ManagedBytes, long ResidentBytes);
}
