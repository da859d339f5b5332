using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AppFrag.Agent.IntegrationTests.Gallery;

/// <summary>
/// Real processes that each cause one thing: the right cause must be on top, and nothing above information where nothing is
/// wrong. Takes minutes of a machine that does nothing else, so it runs only where it is asked for.
/// </summary>
public sealed class GalleryTests(ITestOutputHelper output)
{
    public const string Option = "APPFRAG_LIVE_EXPERIMENTS";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    // What a scenario is allowed to put on top: one cause, under the ids that it can come to light by.
    private static readonly (string Scenario, int Seconds, string[] Expected)[] Scenarios =
    [
        ("request-buffers", 60, ["loh-fragmentation-per-request-buffers", "full-collections-per-request-buffers"]),
        ("varying-sizes", 60, ["loh-fragmentation-varying-sizes"]),
        ("pinning", 75, ["fragmentation-by-pinning"]),
        ("leak", 170, ["memory-leak"]),
        ("small-objects", 60, ["small-object-granularity"]),
        ("memory-maps", 40, ["process-memory-maps"]),
        ("healthy", 60, ["healthy"]),
    ];

    [Fact]
    public async Task EachScenario_HasItsOwnCauseOnTop()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Option) == "1", $"takes nine minutes of an otherwise idle machine; set {Option}=1");
        string? only = Environment.GetEnvironmentVariable("APPFRAG_GALLERY_ONLY");
        var wrong = new List<string>();
        foreach ((string scenario, int seconds, string[] expected) in Scenarios.Where(s => only is null || s.Scenario == only))
        {
            using JsonDocument result = JsonDocument.Parse(await Run(scenario, seconds));
            JsonElement[] findings = [.. result.RootElement.GetProperty("findings").EnumerateArray()];
            string top = findings is [var first, ..] ? first.GetProperty("id").GetString()! : "nothing";
            string all = string.Join(", ", findings.Select(finding => $"{finding.GetProperty("id")} ({finding.GetProperty("severity")}{(finding.GetProperty("symptomOf").GetString() is { } root ? " of " + root : "")})"));
            output.WriteLine($"{scenario,-16} | {(expected.Contains(top) ? "right" : "WRONG")} | {all}");
            foreach (JsonElement line in result.RootElement.GetProperty("seen").EnumerateArray())
            {
                output.WriteLine("    " + line.GetString());
            }

            if (!IsRight(scenario, expected, findings, top))
            {
                wrong.Add($"{scenario}: {all}");
            }
        }

        Assert.Empty(wrong);
    }

    // What is said of a healthy process comes last, after what is information only: of the host, say.
    private static bool IsRight(string scenario, string[] expected, JsonElement[] findings, string top) => scenario == "healthy"
        ? findings.All(finding => finding.GetProperty("severity").GetString() == "Info") && findings.Any(finding => finding.GetProperty("id").GetString() == "healthy")
        : expected.Contains(top);

    private static async Task<string> Run(string scenario, int seconds)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["exec", RepositoryFiles.Output("AppFrag.Gallery"), scenario, seconds.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        // Hexadecimal: 2 GiB, so that a limit can come into sight within minutes.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";
        using Process process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds) + Grace);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(deadline.Token);
            string result = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            Assert.True(process.ExitCode == 0, $"{scenario} ended with {process.ExitCode}: {await errors}");
            return result;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
