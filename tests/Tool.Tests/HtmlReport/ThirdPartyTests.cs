using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AppFrag.Tool.Tests.Sample;

namespace AppFrag.Tool.Tests.HtmlReport;

/// <summary>The chart library in the repository is the one that was published.</summary>
public sealed partial class ThirdPartyTests
{
    [Theory]
    [InlineData("uPlot.iife.min.js")]
    [InlineData("uPlot.min.css")]
    [InlineData("LICENSE")]
    public void File_HasTheHashThatIsWrittenBesideIt(string name)
    {
        string folder = Path.Combine(SampleSource.Root, "src", "Tool", "HtmlReport", "ThirdParty", "uPlot");
        var hashes = Row().Matches(File.ReadAllText(Path.Combine(folder, "README.md"))).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.Equal(hashes[name], Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(Path.Combine(folder, name)))));
    }

    [GeneratedRegex(@"\| `([^`]+)` \| `sha512-([^`]+)` \|")]
    private static partial Regex Row();
}
