using System.Collections.Immutable;
using AppFrag.Analyzers.Rules;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AppFrag.Corpus.Running;

/// <summary>Every analyzer that ships, found by its attribute as the compiler finds it.</summary>
internal static class Rules
{
    public static ImmutableArray<DiagnosticAnalyzer> All { get; } =
    [
        .. typeof(LargeArrayRule).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];
}
