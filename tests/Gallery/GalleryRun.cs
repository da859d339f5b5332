using System.Text;
using System.Text.Json;
using AppFrag.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppFrag.Gallery;

/// <summary>Runs one scenario with the agent in the same process and says what it found in the last minute.</summary>
internal static class GalleryRun
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static async Task<string> RunAsync(string name, Func<CancellationToken, Task> scenario, TimeSpan length)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.AddAppFrag(options =>
        {
            // Little time to see what a service shows in many minutes.
            options.CpuBudget = 0.05;
            options.SamplingInterval = TimeSpan.FromSeconds(1);
            options.SamplingBurst = TimeSpan.FromMilliseconds(200);
        });
        using var host = builder.Build();
        using var requests = new Requests();
        await host.StartAsync();
        using var stop = new CancellationTokenSource(length);
        var load = Task.Run(() => scenario(stop.Token));
        await load;
        var report = host.Services.GetRequiredService<AppFragAgent>().CaptureReport(Window < length ? Window : length);
        string json = Json(name, report);
        await host.StopAsync();
        return json;
    }

    private static string Json(string name, AppFragReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("scenario", name);
            json.WriteStartArray("findings");
            foreach (var finding in report.Findings)
            {
                json.WriteStartObject();
                json.WriteString("id", finding.Id);
                json.WriteString("severity", finding.Severity.ToString());
                json.WriteNumber("evidence", (int)finding.Evidence);
                json.WriteString("symptomOf", finding.SymptomOf);
                json.WriteNumber("harm", finding.Harm.Score);
                json.WriteStartArray("details");
                foreach (string detail in finding.Details)
                {
                    json.WriteStringValue(detail);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("seen");
            foreach (string line in Seen(report))
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    // Why a finding is missing can only be told from what the agent saw.
    private static IEnumerable<string> Seen(AppFragReport report)
    {
        foreach (var generation in report.Gc.Generations)
        {
            yield return FormattableString.Invariant($"{generation.Name} {generation.SizeBytes >> 20} MiB, holes {generation.FragmentedBytes >> 20} MiB");
        }

        yield return FormattableString.Invariant($"collections {string.Join(' ', report.Gc.Collections)}, paused {report.Gc.PauseTotal.TotalSeconds:0.00} s, at most {report.Gc.PauseMax.TotalMilliseconds:0} ms, in {report.Window.TotalSeconds:0} s");
        foreach (var pinned in report.Gc.Pinned.Take(3))
        {
            yield return FormattableString.Invariant($"pinned {pinned.Objects:0} {pinned.Type} {pinned.Bytes:0} bytes");
        }

        foreach (var site in report.Sites.Take(4))
        {
            yield return FormattableString.Invariant($"site {site.Kind} {site.Method}:{site.Line} {site.Type} {site.BytesPerSecond / 1e6:0.0} MB/s share {site.Share:0.00} size {site.ObjectSize} ± {site.Sizes?.Deviation:0} samples {site.Samples} routes {site.Routes.Sum(route => route.Share):0.00}");
        }
    }
}
