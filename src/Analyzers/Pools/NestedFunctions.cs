using System.Collections.Immutable;
using AppFrag.Analyzers.Content;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pools;

/// <summary>
/// What lambdas and local functions of a body do to its variables. A variable that one of them assigns or returns to a pool can change at
/// any call, so it is not followed; one that they only look at is, and whoever gets the delegate gets the rental.
/// </summary>
internal sealed class NestedFunctions
{
    private readonly Dictionary<ISymbol, ImmutableArray<ISymbol>> _captured = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxNode, ImmutableArray<ISymbol>> _capturedByLambda = new();
    private readonly HashSet<ISymbol> _changed = new(SymbolEqualityComparer.Default);

    public NestedFunctions(IOperation body, PoolTypes types)
    {
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IAnonymousFunctionOperation lambda:
                    Read(lambda, lambda.Symbol, types);
                    _capturedByLambda[lambda.Syntax] = _captured[lambda.Symbol];
                    break;
                case ILocalFunctionOperation function:
                    Read(function, function.Symbol, types);
                    break;
            }
        }
    }

    public bool Change(ISymbol variable) => _changed.Contains(variable);

    public ImmutableArray<ISymbol> CapturedBy(IMethodSymbol localFunction) =>
        _captured.TryGetValue(localFunction.OriginalDefinition, out var found) ? found : ImmutableArray<ISymbol>.Empty;

    public ImmutableArray<ISymbol> CapturedBy(SyntaxNode lambda) =>
        _capturedByLambda.TryGetValue(lambda, out var found) ? found : ImmutableArray<ISymbol>.Empty;

    private void Read(IOperation function, IMethodSymbol symbol, PoolTypes types)
    {
        var captured = ImmutableArray.CreateBuilder<ISymbol>();
        foreach (var operation in function.Descendants())
        {
            var variable = operation switch
            {
                ILocalReferenceOperation local => (ISymbol)local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                _ => null,
            };
            if (variable is null || IsWithin(variable.ContainingSymbol, symbol))
            {
                continue;
            }

            if (!captured.Contains(variable, SymbolEqualityComparer.Default))
            {
                captured.Add(variable);
            }

            if (IsChange(operation, types))
            {
                _changed.Add(variable);
            }
        }

        _captured[symbol] = captured.ToImmutable();
    }

    private static bool IsWithin(ISymbol? owner, IMethodSymbol function)
    {
        for (var current = owner; current is IMethodSymbol; current = current.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(current, function))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsChange(IOperation reference, PoolTypes types) => Conversions.Consumer(reference) switch
    {
        IAssignmentOperation assignment => assignment.Target == reference || assignment.Value.Syntax == reference.Syntax,
        IIncrementOrDecrementOperation => true,
        ITupleOperation or IReturnOperation => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IArgumentOperation { Parent: IInvocationOperation call } => types.IsReturn(call.TargetMethod),
        IInvocationOperation { TargetMethod.Name: "Dispose" } => true,
        IConditionalAccessOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
        IUsingOperation => true,
        _ => false,
    };
}
