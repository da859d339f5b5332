using System.Diagnostics;
using System.Text.Json;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>A real Prometheus server with the rules of deploy/, in a folder of its own; always ended.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("appfrag-prometheus-");
    private readonly HttpClient _client;
    private readonly Process _process;

    private PrometheusServer(int targetPort)
    {
        int port = FreePort.Find();
        string configuration = Path.Combine(_folder.FullName, "prometheus.yml");

        // host_id as a pod's node name becomes it (deploy/kubernetes/prometheus-pods.yml).
        File.WriteAllText(
            configuration,
            $"""
            global:
              scrape_interval: 1s
              evaluation_interval: 2s
            rule_files:
              - {Path.Combine(RepositoryFiles.Root, "deploy/prometheus/rules")}/*.yml
            scrape_configs:
              - job_name: shop
                static_configs:
                  - targets: ["127.0.0.1:{targetPort}"]
                    labels:
                      host_id: node-1
            """);
        var start = new ProcessStartInfo(
            "prometheus",
            [$"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_folder.FullName, "data")}", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"])
        {
            RedirectStandardError = true,
        };
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public static bool IsInstalled { get; } = Has("prometheus") && Has("promtool");

    /// <param name="targetPort">Where the sample will answer.</param>
    /// <returns><see langword="null"/> where Prometheus is not installed.</returns>
    public static async Task<PrometheusServer?> StartAsync(int targetPort)
    {
        if (!IsInstalled)
        {
            return null;
        }

        var server = new PrometheusServer(targetPort);
        using var giveUp = new CancellationTokenSource(StartDeadline);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await server.IsReadyAsync(giveUp.Token))
        {
            await pace.WaitForNextTickAsync(giveUp.Token);
        }

        return server;
    }

    /// <summary>The data of an answer of its API.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using JsonDocument answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri(path, UriKind.Relative)));
        return answer.RootElement.GetProperty("data").Clone();
    }

    /// <summary>How many series a query finds in what has been scraped within the last minutes.</summary>
    /// <exception cref="HttpRequestException">Prometheus cannot evaluate it.</exception>
    public async Task<int> CountAsync(string query)
    {
        // The run may have ended: the last value within five minutes.
        JsonElement data = await GetAsync("/api/v1/query?query=" + Uri.EscapeDataString($"count(last_over_time(({query})[5m:2s]))"));
        JsonElement result = data.GetProperty("result");
        return result.GetArrayLength() == 0 ? 0 : int.Parse(result[0].GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(new Uri("/-/ready", UriKind.Relative), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
