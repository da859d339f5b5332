using System.Text;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.Report;

public sealed class ReportCommandTests
{
    public static TheoryData<string, string> Foreign => new()
    {
        { "\u007fELF\u0002\u0001\u0001", "ELF" },
        { "\u001f\u008b\b\0\0\0\0\0", "gzip" },
        { "PK\u0003\u0004....", "zip" },
        { "\u0014\0\0\0!FastSerialization.1", "before nettrace" },
        { "Nettrace\0\0\0\0\u0006\0\0\0\0\0\0\0", "format version 6 is not known" },
        { "Nettrace\u0014\0\0\0!FastSerialization.9", "at byte 8" },
        { "", "is empty" },
        { "GC 1: gen2, 5 ms", "neither a .nettrace" },
        { "{ \"schema\": \"appfrag.host/1\" }", "not a run of appfrag collect" },
        { "{ \"schema\": \"appfrag.run/1\", ", "not a run of appfrag collect" },
        { "[]", "neither a .nettrace" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task ForeignFile_OneLineThatNamesIt(string content, string what)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("file");
        await File.WriteAllBytesAsync(path, Encoding.Latin1.GetBytes(content), TestContext.Current.CancellationToken);

        var result = await ToolProcess.RunAsync("report", path);

        result.MustEndWith(2);
        Assert.Empty(result.Output);
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith($"appfrag: {path}: ", line, StringComparison.Ordinal);
        Assert.Contains(what, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nonexistent/file.nettrace", "does not exist")]
    [InlineData("/tmp", "is a directory")]
    public async Task UnreadablePath_OneLine(string path, string what)
    {
        var result = await ToolProcess.RunAsync("report", path);

        result.MustEndWith(2);
        Assert.Contains(what, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_TextNamesSitesWithTheirLinesAndWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("shop.nettrace");
        await File.WriteAllBytesAsync(path, RecordedTrace.Fixture(), TestContext.Current.CancellationToken);

        var result = await ToolProcess.RunAsync("report", path);

        result.MustEndWith(0);
        Assert.Empty(result.Error);
        Assert.Contains("Shop.OrdersController.ReadBody", result.Output, StringComparison.Ordinal);
        Assert.Contains("7 collections (gen0 1, gen1 2, gen2 4)", result.Output, StringComparison.Ordinal);
        Assert.Contains("host: a .nettrace holds nothing of the host", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task JsonOfARecording_IsARunThatReportReads()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("shop.nettrace");
        await File.WriteAllBytesAsync(path, RecordedTrace.Fixture(), TestContext.Current.CancellationToken);
        var first = await ToolProcess.RunAsync("report", path, "--format", "json");
        string run = folder.File("run.json");
        await File.WriteAllTextAsync(run, first.Output, TestContext.Current.CancellationToken);

        var second = await ToolProcess.RunAsync("report", run, "--format", "json");

        Assert.Equal(0, second.ExitCode);
        Assert.Equal(first.Output, second.Output);
        using var json = first.Json;
        Assert.Equal("appfrag.run/1", json.RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public async Task FindingAtOrAboveFailOn_ExitsWithThree()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("run.json");
        await File.WriteAllTextAsync(path, RunWithWarning, TestContext.Current.CancellationToken);

        Assert.Equal(0, (await ToolProcess.RunAsync("report", path)).ExitCode);
        Assert.Equal(0, (await ToolProcess.RunAsync("report", path, "--fail-on", "critical")).ExitCode);
        Assert.Equal(3, (await ToolProcess.RunAsync("report", path, "--fail-on", "warning")).ExitCode);
        Assert.Equal(1, (await ToolProcess.RunAsync("report", path, "--fail-on", "everything")).ExitCode);
    }

    [Fact]
    public async Task Html_IsWrittenBesideTheText_ReplacingAnEarlierOne()
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run.json");
        await File.WriteAllTextAsync(run, RunWithWarning, TestContext.Current.CancellationToken);
        string page = folder.File("report.html");
        await File.WriteAllTextAsync(page, "earlier", TestContext.Current.CancellationToken);

        var result = await ToolProcess.RunAsync("report", run, "--html", page, "--fail-on", "warning");

        result.MustEndWith(3);
        Assert.Equal($"appfrag: report written to {page}", Assert.Single(result.ErrorLines));
        Assert.Contains("shop\\u001b[31m", result.Output, StringComparison.Ordinal);
        string html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        Assert.StartsWith("<!doctype html>", html, StringComparison.Ordinal);
        Assert.Contains("\"title\":\"A\"", html, StringComparison.Ordinal);
        Assert.Equal(["report.html", "run.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{folder}", "is a directory")]
    [InlineData("{folder}/none/report.html", "its directory does not exist")]
    [InlineData("{folder}/run.json", "is the recording itself")]
    [InlineData("{folder}/run.json/report.html", "cannot be written")]
    public async Task HtmlThatCannotBeWritten_OneLineAndTwo(string place, string what)
    {
        using var folder = new TemporaryFolder();
        string run = folder.File("run.json");
        await File.WriteAllTextAsync(run, RunWithWarning, TestContext.Current.CancellationToken);
        string page = place.Replace("{folder}", folder.Path, StringComparison.Ordinal);

        var result = await ToolProcess.RunAsync("report", run, "--html", page);

        result.MustEndWith(2);
        Assert.Empty(result.Output);
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith($"appfrag: {page}: ", line, StringComparison.Ordinal);
        Assert.Contains(what, line, StringComparison.Ordinal);
        Assert.Equal([run], Directory.GetFiles(folder.Path));
        Assert.Equal(RunWithWarning, await File.ReadAllTextAsync(run, TestContext.Current.CancellationToken));
    }

    private const string RunWithWarning = """
        {
          "schema": "appfrag.run/1", "toolVersion": "0.1.0", "start": "2026-11-22T21:00:00+00:00", "seconds": 10, "endedEarly": null,
          "process": { "id": 7, "name": "shop\u001b[31m", "commandLine": null, "runtimeVersion": null, "architecture": null },
          "gc": { "generations": [], "collections": [0, 0, 0], "pauseSeconds": 0, "longestPauseSeconds": 0, "pauses": 0, "collectionsOmitted": 0, "lohBytesPerSecond": null, "lohBytesPerSecondError": null },
          "collections": [], "sites": [], "host": null, "sources": [],
          "findings": [ { "id": "a", "title": "A", "severity": "warning", "evidence": 3, "details": [], "action": "Do it.", "verify": "Look." } ]
        }
        """;
}
