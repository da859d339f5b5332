using System.Diagnostics;

namespace AppFrag.Tool.Tests.Sample;

/// <summary>samples/PeakTraffic without the agent, under load from its own driver: what the tool is pointed at. Always ended.</summary>
internal sealed class SampleService : IDisposable
{
    private const string ListeningOn = "Listening on ";

    private readonly Process _service;
    private readonly Process _driver;

    private SampleService(Process service, int id, Process driver)
    {
        _service = service;
        Id = id;
        _driver = driver;
    }

    /// <summary>Of the service, as this process sees it.</summary>
    public int Id { get; }

    /// <param name="environment">Of the service.</param>
    public static Task<SampleService> StartAsync(params (string Name, string Value)[] environment) => StartAsync("Naive", environment);

    /// <param name="variant">Which endpoints are under load: Naive, or their Pooled twins.</param>
    /// <param name="environment">Of the service.</param>
    public static Task<SampleService> StartAsync(string variant, params (string Name, string Value)[] environment) =>
        StartAsync(variant, [], environment);

    /// <summary>As a container has it: process ids of its own, and a temporary folder that nobody outside can see.</summary>
    public static Task<SampleService> StartInContainerAsync() => StartAsync(
        "Naive",
        ["unshare", "--pid", "--mount", "--mount-proc", "--fork", "--kill-child=KILL", "sh", "-c", "mount -t tmpfs tmpfs /mnt && exec \"$@\"", "container"],
        ("TMPDIR", "/mnt"));

    private static async Task<SampleService> StartAsync(string variant, string[] launcher, params (string Name, string Value)[] environment)
    {
        var service = Start(launcher, "--serve");
        Process Start(string[] launcher, params string[] arguments)
        {
            string assembly = Path.Combine(AppContext.BaseDirectory, "..", "..", "PeakTraffic", new DirectoryInfo(AppContext.BaseDirectory).Name, "PeakTraffic.dll");
            string[] command = [.. launcher, "dotnet", "exec", Path.GetFullPath(assembly), .. arguments];
            var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardInput = true };
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
        var driver = Start([], "drive", "--service", line[ListeningOn.Length..], "--variant", variant, "--rate", "150", "--duration", "120", "--attached");
        // Its first report comes when requests have been answered: whoever looks now sees load.
        await driver.StandardOutput.ReadLineAsync(deadline.Token);
        _ = driver.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new SampleService(service, launcher.Length == 0 ? service.Id : OnlyChildOf(service.Id), driver);
    }

    private static int OnlyChildOf(int id) =>
        int.Parse(File.ReadAllText($"/proc/{id}/task/{id}/children"), System.Globalization.CultureInfo.InvariantCulture);

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
