using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;

namespace AppFrag.Tool.Tests;

public class PsCommandTests
{
    private static readonly string OwnId = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Text_ListsThisTestProcess()
    {
        var result = await ToolProcess.RunAsync("ps");

        result.MustEndWith(0);
        string line = result.Output.Split('\n').Single(text => text.TrimStart().StartsWith(OwnId + " ", StringComparison.Ordinal));
        Assert.Contains(Environment.Version.ToString(), line, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Json_HasEveryKeyOfThisTestProcess()
    {
        var result = await ToolProcess.RunAsync("ps", "--format", "json");

        result.MustEndWith(0);
        using var json = result.Json;
        Assert.Equal("appfrag.ps/1", json.RootElement.GetProperty("schema").GetString());
        var self = json.RootElement.GetProperty("processes").EnumerateArray()
            .Single(process => process.GetProperty("processId").GetInt32() == Environment.ProcessId);
        Assert.Equal("ok", self.GetProperty("state").GetString());
        Assert.StartsWith(Environment.Version.ToString(), self.GetProperty("runtimeVersion").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(self.GetProperty("name").GetString()!);
        Assert.NotEmpty(self.GetProperty("commandLine").GetString()!);
        Assert.Equal(JsonValueKind.Null, self.GetProperty("reason").ValueKind);
    }

    [Fact]
    public async Task Json_SocketThatNeverAnswers_IsNamedAndDoesNotHang()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Unix domain sockets in the temporary folder");
        // A private folder with the socket of a process that is alive but does not serve it.
        using var live = new SleepingProcess();
        string folder = Directory.CreateTempSubdirectory("appfrag-test-").FullName;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, $"dotnet-diagnostic-{live.Id}-1-socket")));
            socket.Listen();
            var start = ToolProcess.Command("ps", "--format", "json");
            start.Environment["TMPDIR"] = folder;

            var result = await ToolProcess.RunAsync(start);

            result.MustEndWith(0);
            using var json = result.Json;
            var process = Assert.Single(json.RootElement.GetProperty("processes").EnumerateArray(), one => one.GetProperty("processId").GetInt32() == live.Id);
            Assert.Equal("unavailable", process.GetProperty("state").GetString());
            Assert.Contains("does not answer", process.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
