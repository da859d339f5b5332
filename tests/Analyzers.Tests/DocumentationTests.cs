using AppFrag.Analyzers.Rentals;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Analyzers.Tests;

/// <summary>Descriptors, rule pages, release tracking and the package's readme say the same.</summary>
public sealed class DocumentationTests
{
    private static readonly string[] PageSections =
        ["## Cause", "## Why it matters", "## Example", "## What it cannot see", "## Configuration", "## Seen at run time as"];

    private static readonly List<CodeFixProvider> FixProviders = typeof(RentBufferFixProvider).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
        .ToList();

    public static TheoryData<string> RuleIds => new(Descriptors.Keys);

    private static Dictionary<string, DiagnosticDescriptor> Descriptors { get; } = typeof(LargeArrayRule).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
        .ToDictionary(descriptor => descriptor.Id);

    [Fact]
    public void EveryPage_HasItsRule() =>
        Assert.Equal(
            Descriptors.Keys.Order(),
            Directory.GetFiles(PathOf(""), "AF*.md").Select(Path.GetFileNameWithoutExtension).Order());

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Page_NamesItsRuleAndHasAllSections(string id)
    {
        var descriptor = Descriptors[id];
        var page = Read(id + ".md");
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"| Category | {descriptor.Category} |", page, StringComparison.Ordinal);
        Assert.Contains($"| Default severity | {descriptor.DefaultSeverity}", page, StringComparison.Ordinal);
        Assert.Contains($"dotnet_diagnostic.{id}.severity", page, StringComparison.Ordinal);
        Assert.All(PageSections, section => Assert.Contains(section, page, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Page_SaysWhetherThereIsAFix(string id)
    {
        var isFixable = FixProviders.Any(provider => provider.FixableDiagnosticIds.Contains(id));
        Assert.Equal(isFixable, !Read(id + ".md").Contains("| Fix | none", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void HelpLink_LeadsToThePage(string id) =>
        Assert.Equal($"https://github.com/appfrag/appfrag/blob/main/docs/rules/{id}.md", Descriptors[id].HelpLinkUri);

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Releases_TrackTheRuleOnce(string id)
    {
        var descriptor = Descriptors[id];
        var lines = (Read("AnalyzerReleases.Shipped.md") + Read("AnalyzerReleases.Unshipped.md")).Split('\n')
            .Where(line => line.StartsWith(id + " ", StringComparison.Ordinal));
        var line = Assert.Single(lines);
        Assert.StartsWith($"{id} | {descriptor.Category} | {(descriptor.IsEnabledByDefault ? descriptor.DefaultSeverity : "Disabled")} |", line, StringComparison.Ordinal);
        Assert.Contains($"]({descriptor.HelpLinkUri})", line, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Readme_ListsTheRule(string id) =>
        Assert.Contains($"| [{id}]({Descriptors[id].HelpLinkUri}) | {Descriptors[id].Title} |", Read("PackageReadme.md"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Id_IsInTheBandOfItsCategory(string id) =>
        Assert.Equal(
            Descriptors[id].Category switch { "Buffers" => "AF0", "Pools" => "AF1", "Profile" => "AF2", _ => "a category of its own" },
            id[..3]);

    private static string Read(string file) => File.ReadAllText(PathOf(file)).ReplaceLineEndings("\n");

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Docs", file);
}
