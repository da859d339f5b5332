using System.Collections.Immutable;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.Tests;

/// <summary>The severities that the package offers in one word.</summary>
public sealed class PresetTests
{
    /// <summary>Rules whose diagnostics choose their severity themselves: one line would set all of them.</summary>
    private static readonly string[] ByCertainty = ["AF0003", "AF0004", "AF2001", "AF2002"];

    private static DiagnosticDescriptor[] Descriptors { get; } = typeof(LargeArrayRule).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
        .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
        .ToArray();

    [Fact]
    public void Strict_MakesEveryRuleAWarning()
    {
        var severities = Read("strict");
        Assert.All(Descriptors, descriptor => Assert.Equal(ReportDiagnostic.Warn, severities[descriptor.Id]));
    }

    [Fact]
    public void Recommended_KeepsTheDefaults()
    {
        var severities = Read("recommended");
        Assert.All(
            Descriptors.Where(descriptor => !ByCertainty.Contains(descriptor.Id)),
            descriptor => Assert.Equal(
                descriptor.DefaultSeverity switch
                {
                    DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
                    DiagnosticSeverity.Info => ReportDiagnostic.Info,
                    _ => ReportDiagnostic.Suppress,
                },
                severities[descriptor.Id]));
        Assert.All(ByCertainty, id => Assert.False(severities.ContainsKey(id)));
    }

    /// <summary>As the compiler reads it.</summary>
    private static ImmutableDictionary<string, ReportDiagnostic> Read(string preset)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Docs", $"appfrag.{preset}.globalconfig");
        var config = AnalyzerConfig.Parse(SourceText.From(File.ReadAllText(path)), path);
        var set = AnalyzerConfigSet.Create(new[] { config }, out var problems);
        Assert.Empty(problems);
        return set.GlobalConfigOptions.TreeOptions;
    }
}
