using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Whether a type holds tests: by its methods' attributes or by its namespace.</summary>
internal static class TestCode
{
    public static bool Contains(INamedTypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (HasTestAttribute(current) || current.GetMembers().OfType<IMethodSymbol>().Any(HasTestAttribute))
            {
                return true;
            }
        }

        for (var space = type?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name is "Test" or "Testing" || space.Name.EndsWith("Tests", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasTestAttribute(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && EntryPointTable.TestAttributes.Contains(type.Name));
}
