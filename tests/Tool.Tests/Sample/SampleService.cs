using System.Diagnostics;

namespace AppFrag.Tool.Tests.Sample;

/// <summary>samples/PeakTraffic without the agent, under load from its own driver: what the tool is pointed at. Always ended.</summary>
internal sealed class SampleService : IDisposable
{
    private const string ListeningOn = "Listening on ";

    private readonly Process _service;
    private readonly Process _driver;

    private SampleService(Process service, Process driver)
    {
        _service = service;
        _driver = driver;
    }

    public int Id => _service.Id;

    /// <param name="environment">Of the service.</param>
    public static Task<SampleService> StartAsync(params (string Name, string Value)[] environment) => StartAsync("Naive", environment);

    /// <param name="variant">Which endpoints are under load: Naive, or their Pooled twins.</param>
    /// <param name="environment">Of the service.</param>
    public static async Task<SampleService> StartAsync(string variant, params (string Name, string Value)[] environment)
    {
        var service = Start("--serve");
        Process Start(params string[] arguments)
        {
            string assembly = Path.Combine(AppContext.BaseDirectory, "..", "..", "PeakTraffic", new DirectoryInfo(AppContext.BaseDirectory).Name, "PeakTraffic.dll");
            var start = new ProcessStartInfo("dotnet", ["exec", Path.GetFullPath(assembly), .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true };
            start.Environment["AppFrag__Enabled"] = "false";
            start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
            foreach (var (name, value) in arguments.Contains("--serve") ? environment : [])
            {
                start.Environment[name] = value;
            }

            return Process.Start(start)!;
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string line;
        do
        {
            line = await service.StandardOutput.ReadLineAsync(deadline.Token) ?? throw new InvalidOperationException("the sample ended early");
        }
        while (!line.StartsWith(ListeningOn, StringComparison.Ordinal));

        _ = service.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var driver = Start("drive", "--service", line[ListeningOn.Length..], "--variant", variant, "--rate", "150", "--duration", "120");
        // Its first report comes when requests have been answered: whoever looks now sees load.
        await driver.StandardOutput.ReadLineAsync(deadline.Token);
        _ = driver.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new SampleService(service, driver);
    }

    public void Kill() => _service.Kill();

    public void Dispose()
    {
        foreach (var process in (Process[])[_driver, _service])
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            process.Dispose();
        }
    }
}
