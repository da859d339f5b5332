using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Whether a type holds tests: by its methods' attributes or by its namespace.</summary>
internal static class TestCode
{
    private static readonly string[] Suffixes = { "Tests", "UnitTest", "IntegrationTest", "Benchmarks" };

    public static bool Contains(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            for (var declared = current; declared is not null; declared = declared.BaseType)
            {
                if (HasTestAttribute(declared) || (SymbolEqualityComparer.Default.Equals(declared, current) && declared.GetMembers().OfType<IMethodSymbol>().Any(HasTestAttribute)))
                {
                    return true;
                }
            }
        }

        for (var space = type?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name is "Test" or "Testing" || Suffixes.Any(suffix => space.Name.EndsWith(suffix, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasTestAttribute(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && EntryPointTable.TestAttributes.Contains(type.Name));
}
