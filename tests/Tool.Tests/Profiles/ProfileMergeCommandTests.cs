using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Profiles;

public sealed class ProfileMergeCommandTests
{
    private const string Row = "M:Shop.Orders.Upload(System.IO.Stream)\tOrders.cs\t42\tSystem.Byte[]\tloh\t{0}\t0.5\t15\tPOST /upload\n";

    [Fact]
    public async Task Merge_WeighsByWindow_AndSaysWhatItDid()
    {
        using var folder = new TemporaryFolder();
        string one = await Write(folder, "one.tsv", "60\tcommit=ab12", "100");
        string other = await Write(folder, "other.tsv", "180\tcommit=cd34", "300");
        string merged = folder.File("appfrag.profile.tsv");

        var result = await ToolProcess.RunAsync("profile", "merge", one, other, "-o", merged);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
        Assert.Contains("merged 2 profiles over 240 s in all: 2 rows became 1; written to " + merged, result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains("different builds (ab12, cd34)", result.ErrorLines[1], StringComparison.Ordinal);
        string[] lines = await File.ReadAllLinesAsync(merged, TestContext.Current.CancellationToken);
        Assert.Contains("window=240", lines[0], StringComparison.Ordinal);
        Assert.Equal("250", lines[2].Split('\t')[5]);
    }

    [Fact]
    public async Task Merge_OfItself_IntoItself_Works()
    {
        using var folder = new TemporaryFolder();
        string one = await Write(folder, "one.tsv", "60", "100");
        Assert.Equal(0, (await ToolProcess.RunAsync("profile", "merge", one, one, "-o", one)).ExitCode);
        Assert.Equal("100", (await File.ReadAllLinesAsync(one, TestContext.Current.CancellationToken))[2].Split('\t')[5]);
    }

    [Fact]
    public async Task Merge_BadInput_NamesFileAndLine_AndWritesNothing()
    {
        using var folder = new TemporaryFolder();
        string good = await Write(folder, "good.tsv", "60", "100");
        string bad = await Write(folder, "bad.tsv", "60", "much");
        string merged = folder.File("merged.tsv");

        var result = await ToolProcess.RunAsync("profile", "merge", good, bad, "-o", merged);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Equal($"appfrag: {bad}:2: bytes_per_second 'much' is no number from 0 on", Assert.Single(result.ErrorLines));
        Assert.False(File.Exists(merged));
    }

    [Theory]
    [InlineData("profile")]
    [InlineData("profile merge")]
    [InlineData("profile merge a.tsv")]
    public async Task Mistake_IsOne(string arguments) => Assert.Equal(1, (await ToolProcess.RunAsync(arguments.Split(' '))).ExitCode);

    private static async Task<string> Write(TemporaryFolder folder, string name, string window, string rate)
    {
        string path = folder.File(name);
        string header = $"# appfrag.profile/1\tgenerated=2026-11-22T21:00:00Z\tservice=shop\twindow={window}\n";
        await File.WriteAllTextAsync(path, header + Row.Replace("{0}", rate, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        return path;
    }
}
