using System.Diagnostics;
using System.Text.Json;

namespace AppFrag.Agent.IntegrationTests.PeakTraffic;

/// <summary>What deploy/ holds, against a real Prometheus that has scraped the sample under load.</summary>
[Collection(PeakTrafficTestGroup.Name)]
public sealed class FleetTests(PeakTrafficRun run)
{
    private const string NotInstalled = "prometheus and promtool are not installed (package prometheus)";

    public static TheoryData<string> Dashboards => [.. DeployedFiles.Dashboards.Select(file => Path.GetFileName(file))];

    [Fact]
    public void Rules_AreValid_AndPassTheirTests()
    {
        Assert.SkipUnless(PrometheusServer.IsInstalled, NotInstalled);

        Promtool(["check", "rules", .. DeployedFiles.Rules]);
        Promtool(["test", "rules", .. DeployedFiles.RuleTests]);
        Promtool(["check", "config", "--syntax-only", Path.Combine(RepositoryFiles.Root, "deploy/prometheus/prometheus.yml")]);
    }

    [Fact]
    public async Task Rules_AreEvaluated_WithoutAnError()
    {
        JsonElement data = await Prometheus().GetAsync("/api/v1/rules");

        var rules = data.GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray()).ToArray();
        Assert.Equal(DeployedFiles.Recorded.Count, rules.Count(rule => rule.GetProperty("type").GetString() == "recording"));
        Assert.All(rules, rule => Assert.Equal("ok", rule.GetProperty("health").GetString()));
    }

    [Fact]
    public async Task EveryMetric_NamedInRulesAndDashboards_WasScraped()
    {
        HashSet<string> known = await NamesAsync();
        string[] named = [.. DeployedFiles.Rules.Select(DeployedFiles.ExpressionsOf).Concat(DeployedFiles.Dashboards.SelectMany(DeployedFiles.Expressions)).SelectMany(DeployedFiles.MetricsIn).Distinct()];

        Assert.True(named.Length > 30, $"only {named.Length} metrics were found in the files");
        Assert.DoesNotContain(named, name => !known.Contains(name) && !DeployedFiles.Recorded.Contains(name));
    }

    [Fact]
    public async Task EveryRecordedName_HasValues_WhereItsSourceCanBeRead()
    {
        HashSet<string> known = await NamesAsync();

        Assert.Empty(DeployedFiles.Recorded.Except(known).Except(await UnreadableAsync()));
    }

    [Theory]
    [MemberData(nameof(Dashboards))]
    public async Task EveryPanel_ShowsSomething(string dashboard)
    {
        string[] unreadable = await UnreadableAsync();
        foreach (string expression in DeployedFiles.Expressions(Path.Combine(RepositoryFiles.Root, "deploy/grafana", dashboard)))
        {
            if (!unreadable.Any(name => expression.Contains(name, StringComparison.Ordinal)))
            {
                Assert.True(await Prometheus().CountAsync(expression) > 0, $"nothing for {expression}");
            }
        }
    }

    // A machine or container need not have pressure files of its cgroup.
    private async Task<string[]> UnreadableAsync() =>
        await Prometheus().CountAsync("appfrag_memory_pressure_time_seconds_total{appfrag_scope=\"cgroup\"}") > 0 ? [] : ["instance:appfrag_cgroup_pressure:rate5m"];

    private async Task<HashSet<string>> NamesAsync() =>
        [.. (await Prometheus().GetAsync("/api/v1/label/__name__/values")).EnumerateArray().Select(name => name.GetString()!)];

    private PrometheusServer Prometheus()
    {
        Assert.SkipUnless(run.Prometheus is not null, NotInstalled);
        return run.Prometheus;
    }

    private static void Promtool(string[] arguments)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = promtool.StandardError.ReadToEndAsync();
        string output = promtool.StandardOutput.ReadToEnd();
        promtool.WaitForExit();
        Assert.True(promtool.ExitCode == 0, output + errors.Result);
    }
}
