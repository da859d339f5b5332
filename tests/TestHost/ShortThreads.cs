using System.Diagnostics.Metrics;
using System.Globalization;

namespace AppFrag.TestHost;

/// <summary>
/// Many threads that live for one allocation each, twice the same number with the same work. Prints what each half cost
/// the process and the agent's own threads, and what memory was left of it.
/// </summary>
internal static class ShortThreads
{
    private const int Threads = 10_000;
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

        // What comes up once (code, tables, the first naming) is in neither half.
        await Half(cpu, Threads / 4);
        Cost first = await Half(cpu, Threads);
        Cost second = await Half(cpu, Threads);
        await host.StopAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"threads process1={first.ProcessMs:0} process2={second.ProcessMs:0} agent1={first.AgentMs:0} agent2={second.AgentMs:0} managed={second.ManagedBytes - first.ManagedBytes} resident={second.ResidentBytes - first.ResidentBytes}"));
        return 0;
    }

    private static async Task<Cost> Half(MeterListener cpu, int threads)
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
