using System.Xml.Linq;

namespace AppFrag.Package.Tests;

/// <summary>What is in the packages.</summary>
public sealed class PackageContentTests(PackedFeed feed)
{
    [Theory]
    [InlineData("AppFrag.Agent")]
    [InlineData("AppFrag.Analyzers")]
    [InlineData("AppFrag.Tool")]
    public void Package_HasReadmeAndLicense(string id)
    {
        Assert.Contains("README.md", feed.Entries(id));
        var nuspec = feed.Nuspec(id);
        Assert.Equal("README.md", Value(nuspec, "readme"));
        Assert.Equal("MIT", Value(nuspec, "license"));
        Assert.NotEmpty(Value(nuspec, "description"));
    }

    [Theory]
    [InlineData("AppFrag.Agent", "lib/net10.0/AppFrag.Agent.pdb")]
    [InlineData("AppFrag.Tool", "tools/net10.0/any/AppFrag.Tool.pdb")]
    public void Symbols_ArePacked(string id, string pdb) => Assert.Contains(pdb, feed.Entries(id, "snupkg"));

    [Fact]
    public void Agent_HoldsItsOwnAssemblyOnly_WithDocumentation() =>
        Assert.Equal(
            ["lib/net10.0/AppFrag.Agent.dll", "lib/net10.0/AppFrag.Agent.xml"],
            feed.Entries("AppFrag.Agent").Where(path => path.StartsWith("lib/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void Agent_DependsOnTheAnalyzers_AndPassesThemOn()
    {
        var dependency = Dependencies("AppFrag.Agent").Single(dependency => (string?)dependency.Attribute("id") == "AppFrag.Analyzers");

        Assert.Equal(feed.Version, (string?)dependency.Attribute("version"));
        Assert.DoesNotContain("Analyzers", (string?)dependency.Attribute("exclude") ?? "", StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Analyzers", (string?)dependency.Attribute("include") ?? "Analyzers", StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Agent_DependsOnTheOpenTelemetryApiOnly() =>
        Assert.Equal(
            ["OpenTelemetry.Api.ProviderBuilderExtensions"],
            Dependencies("AppFrag.Agent").Select(dependency => (string)dependency.Attribute("id")!).Where(id => id.StartsWith("OpenTelemetry", StringComparison.Ordinal)));

    [Fact]
    public void Analyzers_HoldRulesAndFixes_AndDependOnNothing()
    {
        Assert.Equal(
            ["analyzers/dotnet/cs/AppFrag.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/AppFrag.Analyzers.dll"],
            feed.Entries("AppFrag.Analyzers").Where(path => path.EndsWith(".dll", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(Dependencies("AppFrag.Analyzers"));
    }

    private static string Value(XElement nuspec, string name) => nuspec.Elements().Single(element => element.Name.LocalName == name).Value;

    private IEnumerable<XElement> Dependencies(string id) => feed.Nuspec(id).Descendants().Where(element => element.Name.LocalName == "dependency");
}
