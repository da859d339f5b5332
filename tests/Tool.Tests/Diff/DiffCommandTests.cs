using System.Globalization;
using System.Text.RegularExpressions;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Diff;

public sealed class DiffCommandTests
{
    private const string Header = "# appfrag.profile/1\tgenerated=2026-11-22T21:00:00Z\tservice=shop\twindow=3600\n";
    private const string Upload = "M:Shop.Orders.Upload(System.IO.Stream)\tOrders.cs\t42\tSystem.Byte[]\tloh\t1048576\t0.61\t1500\tPOST /upload\n";
    private const string Export = "M:Shop.Orders.Export[red]\tOrders.cs\t50\tSystem.Byte[]\tloh\t2048576\t0.61\t1500\tGET /export\n";

    [Fact]
    public async Task Profiles_TextSaysWhatIsGone()
    {
        using var folder = new TemporaryFolder();
        string before = await Write(folder, "before.tsv", Header + Upload + Export);
        string after = await Write(folder, "after.tsv", Header + Export);

        var result = await ToolProcess.RunAsync("diff", before, after);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Better: 1 of 2 numbers, none worse.", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"Shop\.Orders\.Upload  Orders\.cs:42 .*1\.0 MB/s ± .* not seen .* gone \(if it is there, below", result.Output);
        Assert.Contains("Shop.Orders.Export[red]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Regression_FailsWhenAskedTo()
    {
        using var folder = new TemporaryFolder();
        string before = await Write(folder, "before.tsv", Header + Upload);
        string after = await Write(folder, "after.tsv", Header + Upload + Export);

        Assert.Equal(3, (await ToolProcess.RunAsync("diff", before, after, "--fail-on", "regression")).ExitCode);
        Assert.Equal(0, (await ToolProcess.RunAsync("diff", before, after)).ExitCode);
        Assert.Equal(0, (await ToolProcess.RunAsync("diff", after, before, "--fail-on", "regression")).ExitCode);
        var same = await ToolProcess.RunAsync("diff", before, before, "--fail-on", "regression", "--format", "json");
        Assert.Equal(0, same.ExitCode);
        using var json = same.Json;
        Assert.Equal("appfrag.diff/1", json.RootElement.GetProperty("schema").GetString());
        Assert.StartsWith("No measurable change", json.RootElement.GetProperty("verdict").GetString(), StringComparison.Ordinal);
        Assert.Equal("noMeasurableChange", json.RootElement.GetProperty("sites")[0].GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("", "no such file|does not exist|cannot|Could not find")]
    [InlineData("not a profile", "bad.tsv: ")]
    [InlineData(Header + "M:A.B\n", "bad.tsv:2: 1 columns where 9 are expected")]
    [InlineData("{ \"schema\": \"appfrag.run/9\" }", "bad.tsv: ")]
    public async Task BadInput_IsOneLineAndTwo(string content, string expected)
    {
        using var folder = new TemporaryFolder();
        string good = await Write(folder, "good.tsv", Header + Upload);
        string bad = content.Length == 0 ? folder.File("bad.tsv") : await Write(folder, "bad.tsv", content);

        var result = await ToolProcess.RunAsync("diff", good, bad);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Matches("^appfrag: .*(" + expected + ")", Assert.Single(result.ErrorLines));
    }

    [Theory]
    [InlineData("diff")]
    [InlineData("diff a.json")]
    [InlineData("diff a.json b.json --fail-on warning")]
    [InlineData("diff a.json b.json --format xml")]
    public async Task Mistake_IsOneLineAndOne(string arguments)
    {
        var result = await ToolProcess.RunAsync(arguments.Split(' '));
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Single(result.ErrorLines);
    }

    /// <summary>The sample as it is, pooled, and as it is again.</summary>
    [Fact]
    public async Task Runs_OfTheSample_NaiveSitesAreGoneInThePooledOne_AndBackInTheNaiveOne()
    {
        using var folder = new TemporaryFolder();
        string naive = folder.File("naive.json");
        string pooled = folder.File("pooled.json");
        string profile = folder.File("appfrag.profile.tsv");
        using (var service = await SampleService.StartAsync())
        {
            var collected = await ToolProcess.RunAsync("collect", "-p", service.Id.ToString(CultureInfo.InvariantCulture), "--duration", "6s", "-o", naive, "--profile", profile);
            Assert.Contains($"written to {naive} and {profile}", collected.Error, StringComparison.Ordinal);
        }

        using (var service = await SampleService.StartAsync("Pooled"))
        {
            await ToolProcess.RunAsync("collect", "-p", service.Id.ToString(CultureInfo.InvariantCulture), "--duration", "6s", "-o", pooled);
        }

        var better = await ToolProcess.RunAsync("diff", naive, pooled, "--fail-on", "regression");
        var worse = await ToolProcess.RunAsync("diff", pooled, naive, "--fail-on", "regression");

        Assert.True(better.ExitCode == 0, better.Output + better.Error);
        Assert.True(Regex.IsMatch(better.Output, @"ImagesController\.\w+  Features/ImagesController\.cs:\d+  System\.Byte\[\] \(loh\).* gone \(if it is there, below"), better.Output);
        Assert.Equal(3, worse.ExitCode);
        string text = await File.ReadAllTextAsync(profile, TestContext.Current.CancellationToken);
        Assert.Matches(@"M:PeakTraffic\.Features\.ImagesController\.\w+\([^\t]*\)\tFeatures/ImagesController\.cs\t\d+\tSystem\.Byte\[\]\tloh\t", text);
        Assert.DoesNotContain(SampleSource.Root, text, StringComparison.Ordinal);
    }

    private static async Task<string> Write(TemporaryFolder folder, string name, string content)
    {
        string path = folder.File(name);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
