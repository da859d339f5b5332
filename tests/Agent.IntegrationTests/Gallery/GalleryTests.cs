using System.Text.Json;
using AppFrag.Gallery;

namespace AppFrag.Agent.IntegrationTests.Gallery;

/// <summary>
/// Real processes that each cause one thing: the right cause must be on top, and nothing above information where nothing is
/// wrong. Takes minutes of a machine that does nothing else, so it runs only where it is asked for. What was recorded of them
/// is judged in every build.
/// </summary>
public sealed class GalleryTests(ITestOutputHelper output)
{
    public const string Option = "APPFRAG_LIVE_EXPERIMENTS";
    private const string OnlyOption = "APPFRAG_GALLERY_ONLY";

    [Fact]
    public async Task EachScenario_HasItsOwnCauseOnTop()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(Option) == "1", $"takes twelve minutes of an otherwise idle machine; set {Option}=1");
        string? only = Environment.GetEnvironmentVariable(OnlyOption);
        Expectation[] scenarios = [.. Expectation.All.Where(expected => only is null || expected.Scenario == only)];
        Assert.NotEmpty(scenarios);
        var wrong = new List<string>();
        var rows = new List<string>();
        foreach (Expectation expected in scenarios)
        {
            (string? result, string? note) = await GalleryProcess.RunAsync(expected);
            if (result is null)
            {
                rows.Add($"| {expected.Scenario} | not run: {note} | | |");
                continue;
            }

            using JsonDocument document = JsonDocument.Parse(result);
            Write(document.RootElement);
            output.WriteLine("    " + note);
            (string Id, string Severity)[] findings = [.. document.RootElement.GetProperty("findings").EnumerateArray().Select(finding => (finding.GetProperty("id").GetString()!, finding.GetProperty("severity").GetString()!))];
            bool isMet = expected.IsMet(findings);
            rows.Add(Row(expected, findings, isMet));
            if (!isMet)
            {
                wrong.Add(rows[^1]);
            }
        }

        output.WriteLine("| scenario | on top | also | |");
        output.WriteLine("|---|---|---|---|");
        rows.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    private static string Row(Expectation expected, (string Id, string Severity)[] findings, bool isMet)
    {
        string[] said = [.. findings.Select(finding => $"`{finding.Id}` ({finding.Severity.ToLowerInvariant()})")];
        return $"| {expected.Scenario} | {said.FirstOrDefault("nothing")} | {string.Join(", ", said.Skip(1))} | {(isMet ? "right" : "wrong")} |";
    }

    // Why something is said or missing can be told from this only.
    private void Write(JsonElement result)
    {
        output.WriteLine(result.GetProperty("scenario").GetString()!);
        foreach (JsonElement finding in result.GetProperty("findings").EnumerateArray())
        {
            output.WriteLine($"  {finding.GetProperty("id")} {finding.GetProperty("severity")} evidence {finding.GetProperty("evidence")} harm {finding.GetProperty("harm").GetDouble():0.000} {(finding.GetProperty("symptomOf").GetString() is { } root ? "symptom of " + root : "")}");
            foreach (JsonElement detail in finding.GetProperty("details").EnumerateArray())
            {
                output.WriteLine("      " + detail.GetString());
            }
        }

        foreach (JsonElement line in result.GetProperty("seen").EnumerateArray())
        {
            output.WriteLine("    " + line.GetString());
        }
    }
}
