using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.Configuration;

/// <summary>
/// A list of symbol names as users write them in the options of the .NET analyzers: separated by <c>|</c>, each a simple name
/// (<c>Import</c>), a full name (<c>Shop.ImportJob.Run</c>) or a documentation id (<c>M:Shop.ImportJob.Run(System.String)</c>),
/// with <c>*</c> at the end for "starts with". Naming a type or a namespace names everything in it.
/// </summary>
internal sealed class SymbolNames
{
    public static readonly SymbolNames None = new(ImmutableArray<string>.Empty);

    private readonly ImmutableArray<string> _names;

    private SymbolNames(ImmutableArray<string> names) => _names = names;

    public bool IsEmpty => _names.IsEmpty;

    public static SymbolNames Parse(string text)
    {
        var names = text.Split('|').Select(name => name.Trim()).Where(name => name.Length > 0).ToImmutableArray();
        return names.IsEmpty ? None : new SymbolNames(names);
    }

    public bool Contains(ISymbol? symbol)
    {
        if (IsEmpty)
        {
            return false;
        }

        for (; symbol is not null and not INamespaceSymbol { IsGlobalNamespace: true }; symbol = symbol.ContainingSymbol)
        {
            if (symbol is IMethodSymbol or INamedTypeSymbol or INamespaceSymbol or IPropertySymbol or IFieldSymbol && Names(symbol))
            {
                return true;
            }
        }

        return false;
    }

    private bool Names(ISymbol symbol)
    {
        var fullName = symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        var parameters = fullName.IndexOf('(');
        if (parameters >= 0)
        {
            fullName = fullName.Substring(0, parameters);
        }

        var documentationId = symbol.GetDocumentationCommentId();
        return _names.Any(name => Matches(name, symbol.Name) || Matches(name, fullName) || Matches(name, documentationId));
    }

    private static bool Matches(string pattern, string? name) =>
        name is not null && (pattern.EndsWith("*", StringComparison.Ordinal)
            ? name.StartsWith(pattern.Substring(0, pattern.Length - 1), StringComparison.Ordinal)
            : string.Equals(pattern, name, StringComparison.Ordinal));
}
