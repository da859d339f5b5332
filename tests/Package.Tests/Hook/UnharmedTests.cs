using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AppFrag.Package.Tests.Hook;

/// <summary>Programs that the hook cannot serve: they run as without it, with their own exit code, and are told why in one line.</summary>
[Collection(HookTestGroup.Name)]
public sealed class UnharmedTests(PublishedApps apps, PackedFeed feed, ITestOutputHelper output)
{
    private const string Nowhere = "http://127.0.0.1:1";

    [Theory]
    [InlineData("DOTNET_EnableDiagnostics", "0", "DOTNET_EnableDiagnostics is 0", 200)]
    [InlineData("DOTNET_EnableDiagnostics_IPC", "0", "DOTNET_EnableDiagnostics_IPC is 0", 200)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", "OTEL_EXPORTER_OTLP_ENDPOINT is not set", 200)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "'collector', which is no http or https address", 200)]
    [InlineData("AppFrag__CpuBudget", "7", "CpuBudget is 7; it must be between 0.001 and 1", 4000)]
    [InlineData("AppFrag__CpuBudget", "much", "AppFrag:CpuBudget", 4000)]
    public async Task Program_ThatCannotBeServed_Runs_AndOneLineSaysWhy(string variable, string value, string reason, int milliseconds)
    {
        var start = apps.Hooked("Console", milliseconds.ToString(CultureInfo.InvariantCulture));
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Nowhere;
        start.Environment[variable] = value;
        using var console = new AppProcess(start);

        Assert.Equal(7, await console.WaitForExitAsync());
        Assert.Equal(["working"], console.Output);
        Assert.Contains(reason, Assert.Single(console.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AppFrag__Enabled", "false")]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    public async Task Program_ThatIsNotToBeWatched_Runs_AndNothingIsSaid(string variable, string value)
    {
        var start = apps.Hooked("Console", "300");
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Nowhere;
        start.Environment[variable] = value;
        using var console = new AppProcess(start);

        Assert.Equal(7, await console.WaitForExitAsync());
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task Hook_WithoutItsFolder_SaysSo()
    {
        var lonely = Directory.CreateDirectory(Path.Combine(feed.Directory, "lonely")).FullName;
        File.Copy(apps.Hook, Path.Combine(lonely, "AppFrag.StartupHook.dll"));
        var start = apps.App("Console", "100");
        start.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(lonely, "AppFrag.StartupHook.dll");
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Nowhere;
        using var console = new AppProcess(start);

        Assert.Equal(7, await console.WaitForExitAsync());
        Assert.Contains("is missing", Assert.Single(console.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DotnetCommand_IsLeftAlone_WithoutALine()
    {
        var start = feed.Dotnet("msbuild", "-version");
        start.Environment["DOTNET_STARTUP_HOOKS"] = apps.Hook;
        using var command = new AppProcess(start);

        Assert.Equal(0, await command.WaitForExitAsync());
        Assert.Empty(command.Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Program_WhoseBackendDoesNotAnswer_EndsInTime(bool silent)
    {
        // Silent: it takes connections and never says anything.
        using var backend = new TcpListener(IPAddress.Loopback, 0);
        backend.Start();
        var start = apps.Hooked("Console", "1500");
        start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = silent ? $"http://{backend.LocalEndpoint}" : Nowhere;
        var begin = Stopwatch.GetTimestamp();
        using var console = new AppProcess(start);

        Assert.Equal(7, await console.WaitForExitAsync());
        var time = Stopwatch.GetElapsedTime(begin);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"1.5 s of work and {time.TotalSeconds - 1.5:0.0} s"));
        Assert.InRange(time.TotalSeconds, 1.5, 6);
        Assert.Empty(console.Errors);
    }

    [Fact]
    public async Task Program_ThatEndsWhileTheAgentStarts_EndsAsWithoutIt()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 24).Select(step => step * 50), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (milliseconds, _) =>
        {
            var start = apps.Hooked("Console", milliseconds.ToString(CultureInfo.InvariantCulture));
            start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Nowhere;
            using var console = new AppProcess(start);

            Assert.Equal(7, await console.WaitForExitAsync());
            Assert.True(console.Errors.Count == 0, $"after {milliseconds} ms: {string.Join('\n', console.Errors)}");
        });
    }
}
