using AppFrag.Analyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>
/// Which functions of one type its entry points reach through calls within the type. Lambdas belong to the function they
/// stand in, unless they are handlers themselves; local functions count from where they are called.
/// </summary>
internal sealed class TypeCallGraph
{
    private readonly RequestPathModel _model;
    private readonly AppFragOptions _options;
    private readonly INamedTypeSymbol _type;
    private readonly Dictionary<object, HashSet<object>> _callees = new();
    private readonly Dictionary<object, RequestPath> _paths = new();

    private TypeCallGraph(RequestPathModel model, INamedTypeSymbol type, AppFragOptions options)
    {
        _model = model;
        _type = type;
        _options = options;
    }

    /// <summary>
    /// The reached functions in the body of one method and in those that lead to it, by their <see cref="FunctionKey"/>. The other bodies of the type
    /// cannot change the answer, and are not bound for it.
    /// </summary>
    public static IReadOnlyDictionary<object, RequestPath> ReachedFunctions(RequestPathModel model, IMethodSymbol method, AppFragOptions options)
    {
        var graph = new TypeCallGraph(model, method.ContainingType, options);
        graph.Read(CallText.Leading(method, method.ContainingType));
        graph.Spread();
        return graph._paths;
    }

    private void Read(IReadOnlyList<IMethodSymbol> methods)
    {
        foreach (var method in methods)
        {
            AddRoot(method, _model.MatchFunction(method, _options));
            foreach (var reference in method.DeclaringSyntaxReferences)
            {
                var syntax = reference.GetSyntax();
                if (SemanticModels.Of(_model.Compilation, syntax.SyntaxTree).GetOperation(syntax) is { } body)
                {
                    Visit(body, method, _model.Matcher.MatchLoop(method), inLoop: false);
                }
            }
        }
    }

    private void Visit(IOperation operation, IMethodSymbol function, RequestPath? loopPath, bool inLoop)
    {
        switch (operation)
        {
            case ILocalFunctionOperation local:
                function = local.Symbol;
                AddRoot(function, _model.MatchFunction(function, _options));
                loopPath = null;
                break;
            case IAnonymousFunctionOperation lambda when RunsOnce.IsFactory(lambda):
                return;
            case IAnonymousFunctionOperation lambda when _model.MatchLambda(lambda) is { } path:
                function = lambda.Symbol;
                AddRoot(function, path);
                loopPath = null;
                break;
            case ILoopOperation loop:
                inLoop = true;
                if (MessageLoops.NounOf(loop) is { } noun)
                {
                    loopPath = new RequestPath(noun + " in " + function.Name, entry: null, hasClientArguments: false);
                }

                break;
            case IInvocationOperation invocation:
                AddCall(function, invocation.TargetMethod, inLoop ? loopPath : null);
                break;
            case IInvalidOperation { Syntax: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var name } } }:
                // An argument of an unknown type, as while a package is missing: the name still says which method it is.
                foreach (var method in _type.GetMembers(name).OfType<IMethodSymbol>())
                {
                    AddCall(function, method, inLoop ? loopPath : null);
                }

                break;
            case IMethodReferenceOperation reference:
                AddCall(function, reference.Method, inLoop ? loopPath : null);
                break;
            case IPropertyReferenceOperation { Property.GetMethod: { } getter }:
                AddCall(function, getter, inLoop ? loopPath : null);
                break;
        }

        foreach (var child in operation.ChildOperations)
        {
            Visit(child, function, loopPath, inLoop);
        }
    }

    private void AddRoot(IMethodSymbol function, RequestPath? path)
    {
        if (path is not null)
        {
            _paths[FunctionKey.Of(function)] = path;
        }
    }

    private void AddCall(IMethodSymbol caller, IMethodSymbol callee, RequestPath? loopPath)
    {
        if (callee.MethodKind != MethodKind.LocalFunction && !SymbolEqualityComparer.Default.Equals(callee.ContainingType?.OriginalDefinition, _type.OriginalDefinition))
        {
            return;
        }

        var key = FunctionKey.Of(caller);
        if (!_callees.TryGetValue(key, out var callees))
        {
            _callees[key] = callees = new HashSet<object>();
        }

        callees.Add(FunctionKey.Of(callee));
        if (loopPath is not null && !_paths.ContainsKey(FunctionKey.Of(callee)))
        {
            _paths[FunctionKey.Of(callee)] = loopPath.ToCallee();
        }
    }

    private void Spread()
    {
        var waiting = new Queue<object>(_paths.Keys);
        while (waiting.Count > 0)
        {
            var caller = waiting.Dequeue();
            if (!_callees.TryGetValue(caller, out var callees))
            {
                continue;
            }

            foreach (var callee in callees.Where(callee => !_paths.ContainsKey(callee)))
            {
                _paths[callee] = _paths[caller].ToCallee();
                waiting.Enqueue(callee);
            }
        }
    }
}
