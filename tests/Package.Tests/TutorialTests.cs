using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

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
        Assert.All(await ProfiledLinesAsync(), place => Assert.Matches($@"{place.File}\({place.Line},\d+\): warning AF2001: ", lines));

        // No rule can tell that a request comes by the helper.
        Assert.DoesNotMatch(@"OrderExport\.cs\(57,\d+\): warning AF0", lines);

        var repaired = await FollowAsync("3. The fix");
        Assert.DoesNotMatch(@"Checksums\.cs\(\d+,\d+\): warning AF", repaired);
        Assert.Contains("ArrayPool<byte>.Shared.Rent(scratchLength)", await File.ReadAllTextAsync(Path.Combine(Clone, "samples/PeakTraffic/Features/Checksums.cs"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var proof = await FollowAsync("4. The proof");
        Assert.Matches(@"Checksums\.ComputeNaive  Features/Checksums\.cs(:\d+)?  System\.Byte\[\] \(loh\) .* (gone|better)", proof);
    }

    /// <summary>
    /// The lines that make a hundredth or more of the large objects, of which there are several. Less is a suggestion, which a build does not print.
    /// Where the agent could not tell the line, any of that file.
    /// </summary>
    private async Task<IReadOnlyList<(string File, string Line)>> ProfiledLinesAsync()
    {
        var profile = await File.ReadAllLinesAsync(Path.Combine(Clone, "samples/PeakTraffic/appfrag.profile.tsv"), TestContext.Current.CancellationToken);
        var lines = profile.Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
            .Where(row => row[4] == "loh" && double.Parse(row[6], CultureInfo.InvariantCulture) >= 0.01)
            .Select(row => (Regex.Escape(Path.GetFileName(row[1])), row[2].Length > 0 ? row[2] : @"\d+"))
            .Distinct()
            .ToList();
        Assert.True(lines.Count(place => place.Item2 != @"\d+") >= 3, string.Join('\n', profile));
        return lines;
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
