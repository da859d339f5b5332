using System.Diagnostics;

namespace AppFrag.Package.Tests;

/// <summary>docs/tutorial.md, followed word for word in a copy of the repository: the sample from symptom to fix to proof.</summary>
public sealed class TutorialTests(PackedFeed feed, ITestOutputHelper output)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    private static readonly Uri NoBackend = new("http://127.0.0.1:1");

    private static readonly string Page = File.ReadAllText(Path.Combine(PackedFeed.Repository, "docs/tutorial.md"));

    private string Clone => Path.Combine(feed.Directory, "tutorial");

    [Fact]
    public async Task Followed_LeadsFromSymptomToFixToProof()
    {
        await CloneAsync();

        var symptom = await FollowAsync("1. The symptom");
        Assert.Matches(@"Features/Checksums\.cs:21", symptom);

        var lines = await FollowAsync("2. The lines");
        Assert.Matches(@"Checksums\.cs\(21,\d+\): warning AF2001: 'new byte\[1024 \* 1024\]' allocates .* on the large object heap in production", lines);
        if (symptom.Contains("Features/OrderExport.cs:57\n    System.Byte[]", StringComparison.Ordinal))
        {
            // No rule can tell that a request comes by. Optimized code does not always say its line.
            Assert.Matches(@"OrderExport\.cs\(57,\d+\): warning AF2001: ", lines);
            Assert.DoesNotMatch(@"OrderExport\.cs\(57,\d+\): warning AF0", lines);
        }

        var repaired = await FollowAsync("3. The fix");
        Assert.DoesNotMatch(@"Checksums\.cs\(\d+,\d+\): warning AF", repaired);
        Assert.Contains("ArrayPool<byte>.Shared.Rent(scratchLength)", await File.ReadAllTextAsync(Path.Combine(Clone, "samples/PeakTraffic/Features/Checksums.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var proof = await FollowAsync("4. The proof");
        Assert.Matches(@"Checksums\.ComputeNaive  Features/Checksums\.cs(:\d+)?  System\.Byte\[\] \(loh\) .* (gone|better)", proof);
    }

    private async Task<string> FollowAsync(string section)
    {
        using var followed = FollowedPage.Start(feed, Page, section, Clone, NoBackend);
        await followed.WaitForLineAsync(PageScript.End, Deadline);
        var said = string.Join('\n', followed.Output);
        output.WriteLine($"## {section}\n{said}");
        return said;
    }

    /// <summary>As it stands in the working folder, without what the sample does not need.</summary>
    private async Task CloneAsync()
    {
        Directory.CreateDirectory(Clone);
        await CommandResult.RequireAsync(new ProcessStartInfo("bash", ["-c", "git ls-files -z --cached --others --exclude-standard -- . ':!tests' ':!docs' ':!benchmarks' | xargs -0 cp --parents -t \"$0\"", Clone]) { WorkingDirectory = PackedFeed.Repository });
    }
}
