using System.Diagnostics;
using System.Globalization;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Monitor;

/// <summary>The live view on a running service that has no agent.</summary>
public sealed class MonitorCommandTests
{
    [Fact]
    public async Task Service_GenerationsRatesAndMarkedLines_AndNothingIsWritten()
    {
        using var folder = new TemporaryFolder();
        using var service = await SampleService.StartAsync();
        var command = ToolProcess.Command("monitor", "-p", Text(service.Id), "--duration", "6s");
        command.WorkingDirectory = folder.Path;

        var result = await ToolProcess.RunAsync(command);

        result.MustEndWith(0);
        Assert.Empty(result.Error);
        string last = result.Output[result.Output.LastIndexOf("(process ", StringComparison.Ordinal)..];
        Assert.Contains(SampleSource.MarkedLines, line => last.Contains(line, StringComparison.Ordinal));
        Assert.Matches(@"\nallocated +small [\d.]+ [kMG]?B/s ± \d+ %, large ", last);
        Assert.Matches(@"\ncollections gen0 [\d.]+/(s|min)", last);
        Assert.Matches(@"\nloh +[\d.]+ [KMG]?i?B +[\d.]+ [KMG]?i?B +\d+ %", last);
        Assert.Contains("zone", last, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task ProcessEndsMeanwhile_OneLine()
    {
        using var service = await SampleService.StartAsync();
        using var tool = ToolProcess.Start(ToolProcess.Command("monitor", "-p", Text(service.Id)));
        Assert.NotNull(await tool.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var output = tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        service.Kill();

        string error = await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tool.ExitCode);
        Assert.Matches(@"^appfrag: the process ended after [\d.]+ s\n$", error);
    }

    [Fact]
    public async Task Interrupt_EndsWithoutAWord()
    {
        using var service = await SampleService.StartAsync();
        using var tool = ToolProcess.Start(ToolProcess.Command("monitor", "-p", Text(service.Id)));
        Assert.NotNull(await tool.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var output = tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Process.Start("kill", ["-INT", Text(tool.Id)]).WaitForExit();

        Assert.Empty(await tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await output;
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, tool.ExitCode);
    }

    [Fact]
    public async Task Terminal_PicturesReplaceEachOther_AndQEndsIt()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/script"), "needs script of util-linux");
        using var service = await SampleService.StartAsync();
        var tool = ToolProcess.Command("monitor", "-p", Text(service.Id));
        string command = "stty rows 24 cols 80; " + string.Join(' ', tool.ArgumentList.Prepend(tool.FileName).Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo("/usr/bin/script", ["--quiet", "--return", "--command", command, "/dev/null"]);
        start.Environment["TERM"] = "xterm-256color";
        start.RedirectStandardInput = true;
        using var terminal = ToolProcess.Start(start);
        var pictures = new List<string>();
        while (pictures.Count < 3)
        {
            pictures.Add(await PictureAsync(terminal));
        }

        await terminal.StandardInput.WriteAsync("q");
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);

        await terminal.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await terminal.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(0, terminal.ExitCode);
        // The first one ends where the second begins; a whole one fits into the window.
        Assert.InRange(pictures[1].Split('\n').Length, 10, 24);
    }

    [Theory]
    [InlineData("there is no process 4194999", 2, "-p", "4194999")]
    [InlineData("Give either -p or -n", 1)]
    [InlineData("Give either -p or -n", 1, "-p", "1", "-n", "x")]
    [InlineData("--interval 0: expected 0.1 to 3600 seconds", 1, "-p", "1", "--interval", "0")]
    public async Task CannotWatch_OneLine(string expected, int exitCode, params string[] arguments)
    {
        var result = await ToolProcess.RunAsync(["monitor", .. arguments]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Count(c => c == '\n'));
    }

    /// <summary>What comes before the next erasing of the screen.</summary>
    private static async Task<string> PictureAsync(Process terminal)
    {
        var text = new System.Text.StringBuilder();
        char[] one = new char[1];
        while (!text.ToString().EndsWith("\u001b[2J", StringComparison.Ordinal))
        {
            Assert.Equal(1, await terminal.StandardOutput.ReadAsync(one, TestContext.Current.CancellationToken));
            text.Append(one);
        }

        return text.ToString();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
