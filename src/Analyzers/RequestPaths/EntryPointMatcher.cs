using System.Collections.Concurrent;
using System.Collections.Immutable;
using AppFrag.Analyzers.Configuration;
using Microsoft.CodeAnalysis;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Whether a function is an entry point by what it is: its type, its attributes, the options, or its parameters.</summary>
internal sealed class EntryPointMatcher
{
    private readonly KnownTypes _known;
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<TypeEntryPoint>> _rowsByType = new(SymbolEqualityComparer.Default);

    public EntryPointMatcher(KnownTypes known) => _known = known;

    /// <summary>The rows that apply to a type, in the order of the table.</summary>
    public ImmutableArray<TypeEntryPoint> RowsOf(INamedTypeSymbol type) => _rowsByType.GetOrAdd(type, FindRows);

    public RequestPath? Match(IMethodSymbol method, AppFragOptions options)
    {
        if (method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
        {
            foreach (var row in RowsOf(method.ContainingType))
            {
                if (!row.OnlyInLoops && Matches(row, method))
                {
                    return new RequestPath(Describe(row.Noun, method), method, row.HasClientArguments);
                }
            }

            if (AttributeNoun(method) is { } noun)
            {
                return new RequestPath(Describe(noun, method), method, hasClientArguments: false);
            }
        }

        if (options.AdditionalEntryPoints.Contains(method))
        {
            return new RequestPath(Describe("entry point", method), method, hasClientArguments: false);
        }

        return null;
    }

    /// <summary>A method that runs once but works in a loop, such as the body of a background service.</summary>
    public RequestPath? MatchLoop(IMethodSymbol method) =>
        method.MethodKind != MethodKind.Ordinary
            ? null
            : RowsOf(method.ContainingType).Where(row => row.OnlyInLoops && Matches(row, method))
                .Select(row => new RequestPath(Describe(row.Noun, method), method, hasClientArguments: false))
                .FirstOrDefault();

    public RequestPath? MatchSignature(IMethodSymbol function)
    {
        foreach (var parameter in function.Parameters)
        {
            if (_known.Signatures.ContainsKey(parameter.Type.OriginalDefinition))
            {
                var isMiddleware = function is { Name: "Invoke" or "InvokeAsync", MethodKind: MethodKind.Ordinary }
                    && SymbolEqualityComparer.Default.Equals(parameter.Type, _known.HttpContext);
                return isMiddleware
                    ? new RequestPath("middleware " + function.ContainingType.Name, function, hasClientArguments: false)
                    : new RequestPath(NameOf(function) + ", which takes a request's " + parameter.Type.Name, function, hasClientArguments: false);
            }
        }

        return null;
    }

    /// <summary>An instance of the type is made for each request: what its constructors and initializers do is per request.</summary>
    public RequestPath? MatchConstruction(INamedTypeSymbol type) =>
        RowsOf(type).FirstOrDefault(row => row.IsMadePerRequest) is { }
            ? new RequestPath(type.Name + " is constructed for each request", entry: null, hasClientArguments: false)
            : null;

    private ImmutableArray<TypeEntryPoint> FindRows(INamedTypeSymbol type)
    {
        if (Inherited(type).SelectMany(part => part.GetAttributes()).Any(attribute => attribute.AttributeClass?.ToDisplayString() == EntryPointTable.NonController))
        {
            return ImmutableArray<TypeEntryPoint>.Empty;
        }

        var declarations = Inherited(type).Concat(type.AllInterfaces).ToList();
        var candidates = declarations
            .Concat(declarations.SelectMany(part => part.GetAttributes()).SelectMany(attribute => Inherited(attribute.AttributeClass)));
        var rows = candidates
            .Select(candidate => _known.Types.TryGetValue(candidate.OriginalDefinition, out var row) ? row : null)
            .OfType<TypeEntryPoint>()
            .Where(row => !row.OnlyByName)
            .Concat(_known.ByName.Where(row => IsNamedFor(row, type)))
            .ToImmutableHashSet();
        return EntryPointTable.Types.Where(rows.Contains).ToImmutableArray();
    }

    private static bool IsNamedFor(TypeEntryPoint row, INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, DeclaredAccessibility: Accessibility.Public, IsGenericType: false }
        && (row.OnlyByName || !type.IsStatic)
        && row.NameSuffixes.Any(suffix => type.Name.EndsWith(suffix, StringComparison.Ordinal));

    private static IEnumerable<INamedTypeSymbol> Inherited(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    private static bool Matches(TypeEntryPoint row, IMethodSymbol method)
    {
        if (row.Methods.IsEmpty)
        {
            return method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, MethodKind: MethodKind.Ordinary }
                && method.OverriddenMethod?.ContainingType.SpecialType != SpecialType.System_Object
                && method is not { Name: "Dispose" or "DisposeAsync", Parameters.Length: 0 }
                && !method.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == EntryPointTable.NonAction);
        }

        var name = method.Name.Substring(method.Name.LastIndexOf('.') + 1);
        return row.MethodsArePrefixes
            ? row.Methods.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            : row.Methods.Contains(name);
    }

    private string? AttributeNoun(IMethodSymbol method) =>
        method.GetAttributes()
            .Select(attribute => attribute.AttributeClass is { } type && _known.MethodAttributes.TryGetValue(type, out var noun) ? noun : null)
            .FirstOrDefault(noun => noun is not null);

    private static string Describe(string noun, IMethodSymbol method) => noun + " " + method.ContainingType.Name + "." + method.Name;

    private static string NameOf(IMethodSymbol function) => function.MethodKind switch
    {
        MethodKind.AnonymousFunction => "lambda",
        MethodKind.LocalFunction => function.Name,
        _ => function.ContainingType.Name + "." + function.Name,
    };
}
