using System.Text.Json;

namespace AppFrag.Tool.Tests;

/// <summary>What scripts get of the findings: exit codes, the sysctl.d fragment, JSON; and what may not happen to a terminal.</summary>
public class HostFindingsTests
{
    private static HostTree Late() => new HostTree().Vmstat(("allocstall_normal", 5000), ("kswapd_low_wmark_hit_quickly", 300));

    private static HostTree Crowded() => new HostTree().Sysctl("max_map_count", 1000)
        .Write("proc/self/maps", string.Concat(Enumerable.Repeat("7f0000000000-7f0000001000 r--p 00000000 00:00 0\n", 700)));

    [Theory]
    [InlineData("info", 3)]
    [InlineData("warning", 3)]
    [InlineData("critical", 0)]
    public async Task FailOn_WarningFound_IsThreeUpToItsSeverity(string severity, int expected)
    {
        using var tree = Crowded();

        Assert.Equal(expected, (await tree.RunAsync("--fail-on", severity)).ExitCode);
    }

    [Theory]
    [InlineData("--format", "json")]
    [InlineData("--sysctl")]
    public async Task FailOn_AppliesToEveryFormat(params string[] format)
    {
        using var tree = Crowded();

        Assert.Equal(3, (await tree.RunAsync([.. format, "--fail-on", "warning"])).ExitCode);
    }

    [Fact]
    public async Task FailOn_OnlyInformation_IsZeroForWarning()
    {
        using var tree = new HostTree();

        Assert.Equal(0, (await tree.RunAsync("--fail-on", "warning")).ExitCode);
        Assert.Equal(3, (await tree.RunAsync("--fail-on", "info")).ExitCode);
    }

    [Fact]
    public async Task Sysctl_Finding_PrintsTheSettingWithItsReasonsAsComments()
    {
        using var tree = Late();

        string[] lines = (await tree.RunAsync("--sysctl")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["vm.watermark_scale_factor = 50"], lines.Where(line => !line.StartsWith('#')));
        Assert.Contains("# now:   10; own value of the kernel here: 10", lines);
        Assert.Contains("# try:   sudo sysctl -w vm.watermark_scale_factor=50", lines);
        Assert.Contains("# undo:  sudo sysctl -w vm.watermark_scale_factor=10", lines);
    }

    [Fact]
    public async Task Sysctl_NothingToChange_IsCommentsOnly()
    {
        using var tree = new HostTree();

        string[] lines = (await tree.RunAsync("--sysctl")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.StartsWith("#", line, StringComparison.Ordinal));
        Assert.Contains("# Nothing need be changed: no finding asks for a setting.", lines);
    }

    [Fact]
    public async Task Sysctl_SettingInSysfs_IsALineForTmpfiles()
    {
        using var tree = new HostTree().Vmstat(("compact_stall", 5000)).HugePages("always", "always").Pressure(800_000);

        string[] lines = (await tree.RunAsync("--sysctl")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.StartsWith("#", line, StringComparison.Ordinal));
        Assert.Contains("# No sysctl; the line for /etc/tmpfiles.d/appfrag.conf: w /sys/kernel/mm/transparent_hugepage/defrag - - - - defer+madvise", lines);
    }

    [Fact]
    public async Task Json_Finding_CarriesSettingAndUndo()
    {
        using var tree = Late();

        using var json = (await tree.RunAsync("--format", "json")).Json;

        var finding = json.RootElement.GetProperty("findings").EnumerateArray().Single(found => found.GetProperty("id").GetString() == "host-reclaim-too-late");
        Assert.Equal("sudo sysctl -w vm.watermark_scale_factor=10", finding.GetProperty("undo").GetString());
        var setting = finding.GetProperty("setting");
        Assert.Equal("sysctl", setting.GetProperty("kind").GetString());
        Assert.Equal("vm.watermark_scale_factor", setting.GetProperty("name").GetString());
        Assert.Equal("10", setting.GetProperty("current").GetString());
        Assert.Equal("10", setting.GetProperty("default").GetString());
        Assert.Equal("50", setting.GetProperty("proposed").GetString());
    }

    [Fact]
    public async Task Text_HostileFiles_CannotSpeakToTheTerminal()
    {
        using var tree = new HostTree()
            .Write("dmesg", "\u001b[2J[red]x[/] evil: page allocation failure: order:2, mode:0x1\r\u0007\n")
            .Write("proc/self/cgroup", "0::/[bold]\u001b]0;owned\u0007\u202e\n");

        var result = await tree.RunAsync("--kernel-log", tree.At("dmesg"));

        result.MustEndWith(0);
        Assert.DoesNotContain(result.Output, c => char.IsControl(c) && c != '\n');
        Assert.DoesNotContain('\u202e', result.Output);
        Assert.Contains("\\u001b[2J[red]x[/] evil", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KernelLog_Missing_IsNamed()
    {
        using var tree = new HostTree();

        using var json = (await tree.RunAsync("--format", "json", "--kernel-log", "/nonexistent/dmesg")).Json;

        var source = json.RootElement.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("name").GetString() == "kernel-log");
        Assert.Equal("unavailable", source.GetProperty("state").GetString());
        Assert.Contains("/nonexistent/dmesg", source.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessId_OfNobody_IsOneLineAndTwo()
    {
        using var tree = new HostTree();

        var result = await tree.RunAsync("-p", "4194305");

        result.MustEndWith(2);
        Assert.Contains("no process 4194305", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProcessId_JudgesThatProcess()
    {
        using var tree = new HostTree().Sysctl("max_map_count", 1000)
            .Write("proc/self/maps", "7f0000000000-7f0000001000 r--p 00000000 00:00 0\n")
            .Write("proc/77/maps", string.Concat(Enumerable.Repeat("7f0000000000-7f0000001000 r--p 00000000 00:00 0\n", 950)));

        Assert.Equal(0, (await tree.RunAsync("--fail-on", "critical")).ExitCode);
        Assert.Equal(3, (await tree.RunAsync("--fail-on", "critical", "-p", "77")).ExitCode);
    }

    [Fact]
    public async Task Watch_CopyIsRenewed_ShowsWhatChangedAndClaimsNoChangeBefore()
    {
        using var tree = new HostTree();
        using var process = ToolProcess.Start(ToolProcess.Command(tree.Arguments("--watch", "--interval", "0.1", "--format", "json")));
        try
        {
            using (var first = await NextAsync(process))
            {
                Assert.Equal(["host-index-high-nobody-harmed"], Ids(first));
            }

            tree.Vmstat(("allocstall_normal", 50), ("kswapd_low_wmark_hit_quickly", 3));
            await UntilAsync(process, ids => ids.Contains("host-reclaim-too-late") && !ids.Contains("host-index-high-nobody-harmed"));
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task UntilAsync(System.Diagnostics.Process process, Func<string[], bool> expected)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            using var json = await NextAsync(process);
            if (expected(Ids(json)))
            {
                return;
            }
        }
    }

    private static async Task<JsonDocument> NextAsync(System.Diagnostics.Process process) =>
        JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);

    private static string[] Ids(JsonDocument json) => [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("id").GetString()!)];
}
