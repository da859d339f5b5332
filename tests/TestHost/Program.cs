using AppFrag.TestHost;

// A small service for tests that need a process of their own. Protocol: it prints "ready" when the agent has been fed
// long enough to be in the state the scenario asks for, waits for a line on standard input (or a signal), and ends in
// the way the scenario says.
if (await Work.TryRun(args) is { } code)
{
    return code;
}

Scenario scenario = Scenario.Parse(args);
WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
ReaderFault.Install(scenario.Reader);
if (scenario.WithAgent)
{
    builder.AddAppFrag(options =>
    {
        if (scenario.Soak is null)
        {
            // Events have to keep coming whatever they cost.
            options.SamplingInterval = TimeSpan.FromMilliseconds(500);
            options.SamplingBurst = TimeSpan.FromMilliseconds(100);
            options.CpuBudget = 1;
        }

        options.CpuBudget = scenario.CpuBudget ?? options.CpuBudget;
        options.AllocationSource = scenario.Source;
    });
}

WebApplication app = builder.Build();
app.MapGet("/exit", () => Environment.Exit(0));
await app.StartAsync();
if (scenario.Soak is { } length)
{
    using var mixed = new MixedLoad(scenario.MegabytesPerSecond, scenario.LargeSize);
    using var all = new MetricReadings(print: false);
    using var soak = new Soak(app.Services, mixed, all);
    Console.WriteLine("ready");
    soak.Run(length, scenario.Interval, scenario.IsJudged);
    await app.StopAsync();
    return 0;
}

using var load = new AllocationLoad(scenario.MegabytesPerSecond);
using MetricReadings? readings = scenario.PrintReadings ? new MetricReadings(print: true) : null;
await ReaderFault.WaitUntilInstalled(scenario);
readings?.Observe();
Console.WriteLine("ready");

switch (scenario.Exit)
{
    case ExitKind.Signal:
        await app.WaitForShutdownAsync();
        return 0;
    case ExitKind.MainReturns:
        // On purpose without stopping or disposing the host.
        Console.ReadLine();
        return 0;
    case ExitKind.EnvironmentExit:
        Console.ReadLine();
        Environment.Exit(0);
        return 0;
    case ExitKind.ExitInRequest:
        Console.ReadLine();
        using (var client = new HttpClient())
        {
            await client.GetAsync(new Uri(new Uri(app.Urls.First()), "exit"));
        }

        return 0;
    case ExitKind.Unhandled:
        Console.ReadLine();
        new Thread(() => throw new InvalidOperationException("the service has a bug")).Start();
        await Task.Delay(Timeout.Infinite);
        return 0;
    default:
        throw new ArgumentOutOfRangeException(nameof(args));
}
