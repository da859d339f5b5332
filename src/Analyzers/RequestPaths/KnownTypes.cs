using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>The rows of <see cref="EntryPointTable"/> whose types this compilation has, resolved once.</summary>
internal sealed class KnownTypes
{
    public KnownTypes(Compilation compilation)
    {
        var types = ImmutableDictionary.CreateBuilder<ISymbol, TypeEntryPoint>(SymbolEqualityComparer.Default);
        foreach (var row in EntryPointTable.Types)
        {
            Add(types, compilation, row.Type, row);
        }

        var delegates = ImmutableDictionary.CreateBuilder<ISymbol, DelegateEntryPoint>(SymbolEqualityComparer.Default);
        foreach (var row in EntryPointTable.Delegates)
        {
            Add(delegates, compilation, row.Type, row);
        }

        var attributes = ImmutableDictionary.CreateBuilder<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var row in EntryPointTable.MethodAttributes)
        {
            Add(attributes, compilation, row.Key, row.Value);
        }

        var signatures = ImmutableDictionary.CreateBuilder<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (var row in EntryPointTable.Signatures)
        {
            Add(signatures, compilation, row, row);
        }

        Types = types.ToImmutable();
        Delegates = delegates.ToImmutable();
        MethodAttributes = attributes.ToImmutable();
        Signatures = signatures.ToImmutable();
        ByName = Types.Values.Where(row => !row.NameSuffixes.IsEmpty).ToImmutableArray();
        HttpContext = compilation.GetTypeByMetadataName(EntryPointTable.HttpContext);
    }

    public ImmutableDictionary<ISymbol, TypeEntryPoint> Types { get; }

    public ImmutableDictionary<ISymbol, DelegateEntryPoint> Delegates { get; }

    public ImmutableDictionary<ISymbol, string> MethodAttributes { get; }

    public ImmutableDictionary<ISymbol, string> Signatures { get; }

    /// <summary>The rows that also apply to classes by their name, as MVC finds controllers.</summary>
    public ImmutableArray<TypeEntryPoint> ByName { get; }

    public INamedTypeSymbol? HttpContext { get; }

    /// <summary>Types of the base class library are in every program; only a framework's own types show that it serves anybody.</summary>
    public bool CanServe => Types.Keys.Concat(Delegates.Keys).Concat(MethodAttributes.Keys).Concat(Signatures.Keys)
        .Any(type => type.ContainingNamespace.ToDisplayString() is var name && name != "System" && !name.StartsWith("System.", StringComparison.Ordinal));

    private static void Add<T>(ImmutableDictionary<ISymbol, T>.Builder found, Compilation compilation, string name, T row)
    {
        if (TypeLookup.Find(compilation, name) is { } type)
        {
            found[type] = row;
        }
    }
}
