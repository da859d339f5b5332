using System.Net;
using System.Net.Sockets;
using AppFrag.OtlpReceiver;
using AppFrag.Package.Tests.Hook;

namespace AppFrag.Package.Tests;

/// <summary>docs/getting-started.md, followed word for word in a fresh folder outside the repository, door by door.</summary>
public sealed class GettingStartedTests(PackedFeed feed)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly string Page = File.ReadAllText(Path.Combine(PackedFeed.Repository, "docs/getting-started.md"));

    [Theory]
    [InlineData("1. The package")]
    [InlineData("3. The startup hook")]
    public async Task Door_Followed_ShowsTheAllocationBelowItsRequest(string door)
    {
        await using var server = await OtlpServer.StartAsync();
        using var followed = Follow(door, server.GrpcEndpoint);

        await followed.WaitForLineAsync("followed to the end", Deadline);
        await server.Received.WaitForAsync(
            received => received.Spans.Any(span => span.Name == "gc.large_allocation" && received.Spans.Any(parent => parent.Name.StartsWith("POST /upload", StringComparison.Ordinal) && parent.SpanId == span.ParentSpanId))
                && received.Metrics.Any(metric => metric.Name == "appfrag.gc.heap.fragmentation.ratio"),
            Deadline);

        if (door.StartsWith('1'))
        {
            // As the page shows it.
            Assert.Contains("Program.cs(11,18): warning AF0001: 'new byte[1024 * 1024]' puts 1.0 MiB on the large object heap for each request", string.Join('\n', followed.Output), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tool_Followed_NamesTheLine()
    {
        using var followed = Follow("2. The tool", new Uri("http://127.0.0.1:1"));

        await followed.WaitForLineAsync("followed to the end", Deadline);

        Assert.Contains(followed.Output, line => line.Contains("Program.cs:4", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(feed.Directory, "2. The tool", "Plain", "report.html")));
    }

    private AppProcess Follow(string door, Uri backend)
    {
        var folder = Directory.CreateDirectory(Path.Combine(feed.Directory, door)).FullName;
        var script = Path.Combine(folder, "follow.sh");
        File.WriteAllText(script, GettingStarted.Script(Page, door, new Uri($"http://127.0.0.1:{FreePort()}"), backend));

        var start = feed.Dotnet();
        start.FileName = "bash";
        start.ArgumentList.Add(script);
        start.WorkingDirectory = folder;
        start.Environment["DOTNET_CLI_HOME"] = folder;
        start.Environment["PATH"] = $"{folder}/.dotnet/tools:{start.Environment["PATH"]}";

        // Only so that the test need not wait as long as a reader may.
        start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        start.Environment["AppFrag__CpuBudget"] = "0.5";
        start.Environment["AppFrag__SamplingInterval"] = "00:00:01";
        return new AppProcess(start);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
