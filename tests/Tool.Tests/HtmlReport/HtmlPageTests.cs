using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AppFrag.Tool.HtmlReport;
using AppFrag.Tool.Runs;

namespace AppFrag.Tool.Tests.HtmlReport;

/// <summary>The page as text: what a browser is allowed to do with it, and how large it gets.</summary>
public sealed partial class HtmlPageTests
{
    [Fact]
    public void Policy_AllowsTheScriptsAndStylesInsideByTheirHashesAndNothingElse()
    {
        string page = Page(SomeRun.Full());

        string policy = Assert.Single(Policy().Matches(page)).Groups[1].Value;
        var rules = policy.Split("; ").ToDictionary(rule => rule[..rule.IndexOf(' ', StringComparison.Ordinal)], rule => rule.Split(' ')[1..]);
        Assert.Equal(["base-uri", "default-src", "form-action", "script-src", "style-src"], rules.Keys.Order(StringComparer.Ordinal));
        Assert.All((string[])["default-src", "base-uri", "form-action"], rule => Assert.Equal(["'none'"], rules[rule]));
        Assert.Equal(rules["script-src"], Script().Matches(page).Select(match => Hash(match.Groups[1].Value)));
        Assert.Equal(rules["style-src"], Style().Matches(page).Select(match => Hash(match.Groups[1].Value)));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HostileText_StaysInsideTheDataBlock(string text)
    {
        string page = Page(SomeRun.Full(text));

        var clean = Page(SomeRun.Full("Shop"));
        Assert.Equal(Data().Replace(clean, ""), Data().Replace(page, ""));
        string data = Data().Match(page).Groups[1].Value;
        Assert.DoesNotContain('<', data);
        Assert.DoesNotContain('>', data);
        Assert.DoesNotContain('&', data);
        Assert.All(data, c => Assert.InRange(c, ' ', '~'));
        using var json = JsonDocument.Parse(data);
        Assert.Equal(text, json.RootElement.GetProperty("process").GetProperty("name").GetString());
        Assert.Equal(text, json.RootElement.GetProperty("findings")[0].GetProperty("title").GetString());
    }

    public static TheoryData<string> Hostile => [.. SomeRun.HostileTexts];

    [Fact]
    public void Page_CarriesTheLicenceOfItsChartsAndNoAddressToFetchFrom()
    {
        string page = Page(SomeRun.Empty);

        Assert.Contains("Copyright (c) 2022 Leon Sorokin", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_MakeTextNodesOnly() => Assert.All(
        Script().Matches(Page(SomeRun.Empty)).Select(match => match.Groups[1].Value).Where(script => script.StartsWith("'use strict'", StringComparison.Ordinal)),
        script => Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|DOMParser|srcdoc|fetch\\(|XMLHttpRequest|import\\(", script));

    [Fact]
    public void HourOfAStorm_FitsIntoAMail()
    {
        var run = SomeRun.Full(seconds: 3600, collections: 5000);

        int hour = Page(run with { Host = run.Host! with { Timeline = [.. Enumerable.Repeat(run.Host.Timeline[0], 3600).Select((one, i) => one with { At = i })] } }).Length;

        Assert.InRange(hour, 100_000, 1_500_000);
    }

    [Fact]
    public void ThinnedTimeline_KeepsTheLongestPauseAndTheFullCollections()
    {
        var run = SomeRun.Full(seconds: 3600, collections: 5000);
        int longest = 2345;
        run = run with { Pauses = [.. run.Pauses.Select((pause, i) => i == longest ? pause with { Seconds = 9 } : pause)] };

        var data = ReportData.Of(run);

        Assert.InRange(data.Pauses.At.Count, 600, 1200);
        Assert.Equal(9, data.Pauses.Seconds.Max());
        Assert.Equal(9, data.LongestPauses[0].Seconds);
        Assert.Equal(data.Pauses.At.Order(), data.Pauses.At);
        // Every stretch of three seconds has a collection of each generation: the full ones are shown.
        var full = run.Collections.Where(collection => collection.Generation == 2).Select(collection => collection.At).ToHashSet();
        Assert.All(data.Collections.At, at => Assert.Contains(at, full));
    }

    [Fact]
    public void CollectionRates_CountEveryCollectionAlsoOfAThinnedRun()
    {
        var run = SomeRun.Full(seconds: 60, collections: 240);
        var thinned = run with { Gc = run.Gc with { Collections = [1200, 600, 600], CollectionsOmitted = 2160 } };

        var rates = ReportData.Of(thinned).CollectionRates;

        Assert.Equal(60, rates.PerSecond[0].Length);
        Assert.Equal(2400, rates.PerSecond.SelectMany(column => column).Sum() * rates.Seconds, tolerance: 1);
    }

    internal static string Page(Run run)
    {
        using var stream = new MemoryStream();
        HtmlPage.Write(stream, run);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">")]
    private static partial Regex Policy();

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Script();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();
}
