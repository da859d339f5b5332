using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Collect;

/// <summary>The tool on a running service that has no agent.</summary>
public sealed class CollectCommandTests
{
    [Fact]
    public async Task ServiceWithoutAgent_CollectionsLinesAndHost()
    {
        using var folder = new TemporaryFolder();
        // With another temporary folder, as under systemd's PrivateTmp or in a container.
        using var service = await SampleService.StartAsync(("TMPDIR", folder.Path));
        using var left = new LeftSocket(service.Id);
        string path = folder.File("run.json");

        string page = folder.File("report.html");

        var result = await ToolProcess.RunAsync("collect", "-p", Text(service.Id), "--duration", "5s", "-o", path, "--html", page, "--fail-on", "warning");

        result.MustEndWith(3);
        Assert.Contains($"written to {path} and {page}", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"large-objects-from-one-line\"", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var run = json.RootElement;
        Assert.Equal(JsonValueKind.Null, run.GetProperty("endedEarly").ValueKind);
        Assert.InRange(run.GetProperty("seconds").GetDouble(), 5, 6.5);
        Assert.NotEmpty(run.GetProperty("collections").EnumerateArray());
        Assert.NotEmpty(run.GetProperty("pauses").EnumerateArray());
        Assert.Contains(run.GetProperty("allocations").EnumerateArray(), rates => rates.GetProperty("loh").GetProperty("bytesPerSecond").GetDouble() > 50e6);
        Assert.All(run.GetProperty("collections").EnumerateArray(), gc => Assert.True(gc.GetProperty("promotedBytes").GetInt64() >= 0));
        var top = run.GetProperty("sites")[0];
        Assert.Contains($"{Path.GetFileName(top.GetProperty("file").GetString())}:{top.GetProperty("line")}", SampleSource.MarkedLines);
        Assert.Equal("loh", top.GetProperty("kind").GetString());
        Assert.Equal("appfrag.host/1", run.GetProperty("host").GetProperty("latest").GetProperty("schema").GetString());
        Assert.InRange(run.GetProperty("host").GetProperty("timeline").GetArrayLength(), 3, 8);
        Assert.Equal([path], Directory.GetFiles(folder.Path, "*.json*"));
    }

    [Fact]
    public async Task ServiceInAContainer_IsFoundBelowItsRoot()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "makes namespaces: root on Linux");
        using var folder = new TemporaryFolder();
        using var service = await SampleService.StartInContainerAsync();
        string path = folder.File("run.json");

        var result = await ToolProcess.RunAsync("collect", "-p", Text(service.Id), "--duration", "5s", "-o", path);

        result.MustEndWith(0);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(service.Id, json.RootElement.GetProperty("process").GetProperty("id").GetInt32());
        Assert.NotEmpty(json.RootElement.GetProperty("collections").EnumerateArray());
        var top = json.RootElement.GetProperty("sites")[0];
        Assert.Contains($"{Path.GetFileName(top.GetProperty("file").GetString())}:{top.GetProperty("line")}", SampleSource.MarkedLines);
    }

    [Fact]
    public async Task PooledService_NothingToFailOn()
    {
        using var folder = new TemporaryFolder();
        using var service = await SampleService.StartAsync("Pooled");

        var result = await ToolProcess.RunAsync("collect", "-p", Text(service.Id), "--duration", "5s", "-o", folder.File("run.json"), "--fail-on", "warning");

        result.MustEndWith(0);
    }

    [Fact]
    public async Task ProcessEndsMeanwhile_WhatWasRecordedIsKept()
    {
        using var folder = new TemporaryFolder();
        using var service = await SampleService.StartAsync();
        string path = folder.File("run.json");
        using var tool = ToolProcess.Start(ToolProcess.Command("collect", "-p", Text(service.Id), "--duration", "60s", "-o", path, "--format", "json"));
        await ReadProgressAsync(tool);

        service.Kill();

        string output = await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tool.ExitCode);
        Assert.Contains("the process ended after", error, StringComparison.Ordinal);
        Assert.Equal(output, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        using var json = JsonDocument.Parse(output);
        Assert.StartsWith("the process ended after", json.RootElement.GetProperty("endedEarly").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupt_EndsEarlyAndStillWrites()
    {
        using var folder = new TemporaryFolder();
        using var service = await SampleService.StartAsync();
        string path = folder.File("run.json");
        using var tool = ToolProcess.Start(ToolProcess.Command("collect", "-p", Text(service.Id), "--duration", "60s", "-o", path));
        await ReadProgressAsync(tool);

        Process.Start("kill", ["-INT", Text(tool.Id)]).WaitForExit();

        string output = await tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tool.ExitCode);
        Assert.Contains("Not whole: interrupted after", output, StringComparison.Ordinal);
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task ProcessThatIsNotThere_OneLine()
    {
        await AssertRefusedAsync("there is no process 4194999", "-p", "4194999");
        await AssertRefusedAsync("no .NET process is named nobody", "-n", "nobody");
    }

    [Fact]
    public async Task ProcessThatIsNotDotnet_OneLine()
    {
        using var sleep = Process.Start("sleep", "60");
        try
        {
            await AssertRefusedAsync("no diagnostic port", "-p", Text(sleep.Id));
        }
        finally
        {
            sleep.Kill();
        }
    }

    [Fact]
    public async Task DiagnosticsSwitchedOff_OneLine()
    {
        using var service = await SampleService.StartAsync(("DOTNET_EnableDiagnostics", "0"));

        await AssertRefusedAsync("DOTNET_EnableDiagnostics=0", "-p", Text(service.Id));
    }

    [Fact]
    public async Task AnotherUsersProcess_OneLine()
    {
        Assert.SkipUnless(Environment.UserName == "root", "needs root to become somebody else");
        using var service = await SampleService.StartAsync();

        var result = await ToolProcess.RunUnprivilegedAsync("collect", "-p", Text(service.Id), "-o", Path.Combine(Path.GetTempPath(), "never.json"));

        result.MustEndWith(2);
        Assert.Contains("another user", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputThatCannotBeWritten_OneLineBeforeAnythingIsRecorded()
    {
        var result = await ToolProcess.RunAsync("collect", "-p", Text(Environment.ProcessId), "-o", "/nonexistent/run.json");

        result.MustEndWith(2);
        Assert.Contains("/nonexistent", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HtmlThatIsADirectory_OneLineBeforeAnythingIsRecorded()
    {
        using var folder = new TemporaryFolder();

        var result = await ToolProcess.RunAsync("collect", "-p", Text(Environment.ProcessId), "-o", folder.File("run.json"), "--html", folder.Path);

        result.MustEndWith(2);
        Assert.Equal($"appfrag: {folder.Path}: is a directory; give a file", Assert.Single(result.ErrorLines));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("collect")]
    [InlineData("collect", "-p", "1", "-n", "a")]
    [InlineData("collect", "-p", "1", "--duration", "0s")]
    [InlineData("collect", "-p", "1", "--duration", "soon")]
    [InlineData("collect", "-p", "1", "--duration", "25h")]
    [InlineData("collect", "-p", "1", "-o", "one", "--html", "./one")]
    public async Task WrongCommandLine_OneLineAndExitCodeOne(params string[] arguments)
    {
        var result = await ToolProcess.RunAsync(arguments);

        result.MustEndWith(1);
        Assert.Single(result.ErrorLines);
    }

    private static async Task AssertRefusedAsync(string what, params string[] arguments)
    {
        var result = await ToolProcess.RunAsync(["collect", .. arguments, "-o", Path.Combine(Path.GetTempPath(), "never.json")]);

        result.MustEndWith(2);
        Assert.Contains(what, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private static async Task ReadProgressAsync(Process tool)
    {
        string? line = await tool.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Contains("allocation samples", line, StringComparison.Ordinal);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What a process of the same id, killed long ago, has left in the tool's own temporary folder.</summary>
    private sealed class LeftSocket : IDisposable
    {
        private readonly string _path;

        public LeftSocket(int processId)
        {
            _path = Path.Combine(Path.GetTempPath(), $"dotnet-diagnostic-{Text(processId)}-1-socket");
            // Any file refuses connections as a socket does that nobody serves; a real one goes with who bound it.
            File.WriteAllBytes(_path, []);
        }

        public void Dispose() => File.Delete(_path);
    }
}
