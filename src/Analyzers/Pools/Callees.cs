using System.Collections.Concurrent;
using AppFrag.Analyzers.RequestPaths;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// Methods of the same compilation that only look at a buffer they are given: every mention of the parameter is over when its statement is. Such a call doesn't
/// make anybody else the owner. Answers are kept, since a helper that takes buffers is called in many places.
/// </summary>
internal sealed class Callees
{
    private readonly ConcurrentDictionary<ISymbol, bool> _borrows = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;

    public Callees(Compilation compilation) => _compilation = compilation;

    public bool Borrows(IMethodSymbol method, IParameterSymbol parameter)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        var mayBeOverridden = definition.IsAbstract || ((definition.IsVirtual || definition.IsOverride) && !definition.IsSealed && !definition.ContainingType.IsSealed);
        return !mayBeOverridden
            && definition.MethodKind is MethodKind.Ordinary
            && definition.ReturnType.Name is not ("IEnumerable" or "IAsyncEnumerable" or "IEnumerator" or "IAsyncEnumerator")
            && definition.DeclaringSyntaxReferences.Length == 1
            && parameter.OriginalDefinition is { RefKind: RefKind.None } declared
            && _borrows.GetOrAdd(declared, _ => OnlyLooks(definition, declared));
    }

    private bool OnlyLooks(IMethodSymbol method, IParameterSymbol parameter)
    {
        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax();
        return SemanticModels.TryOf(_compilation, declaration.SyntaxTree)?.GetOperation(declaration) is IMethodBodyOperation body
            && body.Descendants().OfType<IParameterReferenceOperation>()
                .Where(reference => SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter))
                .All(RentalLifetime.IsOver);
    }
}
