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

        await followed.WaitForLineAsync(PageScript.End, Deadline);
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

        await followed.WaitForLineAsync(PageScript.End, Deadline);

        Assert.Contains(followed.Output, line => line.Contains("Program.cs:4", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(feed.Directory, "2. The tool", "Plain", "report.html")));
    }

    private AppProcess Follow(string door, Uri backend) =>
        FollowedPage.Start(feed, Page, door, Directory.CreateDirectory(Path.Combine(feed.Directory, door)).FullName, backend);
}
