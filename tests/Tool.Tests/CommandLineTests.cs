namespace AppFrag.Tool.Tests;

public class CommandLineTests
{
    [Theory]
    [InlineData("bogus")]
    [InlineData("host --format xml")]
    [InlineData("host --refresh-interval 0")]
    [InlineData("host --refresh-interval soon")]
    [InlineData("host --interval 0")]
    [InlineData("host --procfs")]
    [InlineData("host --fail-on fatal")]
    [InlineData("host --sysctl --watch")]
    [InlineData("host --sysctl --format json")]
    [InlineData("host --watch --fail-on info")]
    [InlineData("host -p zero")]
    [InlineData("host -p 0")]
    [InlineData("ps extra")]
    public async Task Mistake_IsOneLineAndOne(string arguments)
    {
        var result = await ToolProcess.RunAsync(arguments.Split(' '));

        result.MustEndWith(1);
        Assert.Empty(result.Output);
        Assert.StartsWith("appfrag: ", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "appfrag host --format json")]
    [InlineData("host --help", "--procfs /host/proc")]
    [InlineData("ps --help", "DOTNET_EnableDiagnostics=0")]
    [InlineData("collect --help", "--html report.html")]
    [InlineData("report --help", "appfrag report run.json --html report.html")]
    [InlineData("diff --help", "--fail-on regression")]
    [InlineData("profile --help", "appfrag profile merge pod1.tsv")]
    [InlineData("profile merge --help", "AF2001")]
    public async Task Help_TeachesWithExamplesAndExitCodes(string arguments, string example)
    {
        var result = await ToolProcess.RunAsync(arguments.Split(' '));

        result.MustEndWith(0);
        Assert.Contains("Examples:", result.Output, StringComparison.Ordinal);
        Assert.Contains(example, result.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCommand_ShowsHelpAndOne()
    {
        var result = await ToolProcess.RunAsync();

        result.MustEndWith(1);
        Assert.Contains("Commands:", result.Output, StringComparison.Ordinal);
    }
}
