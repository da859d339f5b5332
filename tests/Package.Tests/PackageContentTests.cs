using System.Xml.Linq;

namespace AppFrag.Package.Tests;

/// <summary>What is in the packages.</summary>
public sealed class PackageContentTests(PackedFeed feed)
{
    [Theory]
    [InlineData("AppFrag.Agent", "opentelemetry")]
    [InlineData("AppFrag.Analyzers", "analyzer")]
    [InlineData("AppFrag.Tool", "dotnet-tool")]
    [InlineData("AppFrag.StartupHook", "startup-hook")]
    public void Package_HasReadmeLicenseIconAndTags(string id, string tag)
    {
        var nuspec = feed.Nuspec(id);
        Assert.Equal("README.md", Value(nuspec, "readme"));
        Assert.Contains("## The first five minutes", feed.Text(id, "README.md"), StringComparison.Ordinal);
        Assert.Equal("icon.png", Value(nuspec, "icon"));
        Assert.Contains("icon.png", feed.Entries(id));
        Assert.Equal("MIT", Value(nuspec, "license"));
        Assert.NotEmpty(Value(nuspec, "description"));
        Assert.Contains(tag, Value(nuspec, "tags").Split(' '));
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

    /// <summary>Of OpenTelemetry the API only, and at its oldest, so that a service chooses its own versions.</summary>
    [Fact]
    public void Agent_DependsOnLittle() =>
        Assert.Equal(
            [
                "AppFrag.Analyzers",
                "Microsoft.Diagnostics.NETCore.Client",
                "Microsoft.Extensions.Hosting.Abstractions",
                "Microsoft.Extensions.Options.ConfigurationExtensions",
                "OpenTelemetry.Api.ProviderBuilderExtensions",
            ],
            Dependencies("AppFrag.Agent").Select(dependency => (string)dependency.Attribute("id")!).Order(StringComparer.Ordinal));

    /// <summary>What the framework has is shared with the service, so it must not be there; what is there is isolated.</summary>
    [Fact]
    public void StartupHook_BringsAllThatItsAgentNeeds_AndNothingOfTheFramework()
    {
        var hook = feed.Entries("AppFrag.StartupHook").Where(path => path.EndsWith(".dll", StringComparison.Ordinal)).ToArray();

        Assert.Equal(["hook/AppFrag.StartupHook.dll"], hook.Where(path => Path.GetDirectoryName(path) == "hook"));
        foreach (var assembly in (string[])["AppFrag.Agent", "AppFrag.StartupHook.Agent", "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol", "OpenTelemetry.Instrumentation.AspNetCore", "Microsoft.Extensions.Options"])
        {
            Assert.Contains($"hook/agent/{assembly}.dll", hook);
        }

        Assert.DoesNotContain(hook, path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path).StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal));
        Assert.Contains("THIRD-PARTY-NOTICES.txt", feed.Entries("AppFrag.StartupHook"));
        Assert.Empty(Dependencies("AppFrag.StartupHook"));
    }

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
