using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AppFrag.Analyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>
/// Answers whether an operation runs for each request, and why. Made once per compilation and shared by all rules;
/// everything beyond a look at symbols is computed on demand, for the few candidates a rule has found.
/// </summary>
internal sealed class RequestPathModel
{
    private static readonly ConditionalWeakTable<Compilation, RequestPathModel> Models = new();

    private readonly KnownTypes _known;
    private readonly HandlerDelegates _handlers;
    private readonly ConcurrentDictionary<INamedTypeSymbol, IReadOnlyDictionary<object, RequestPath>> _reached = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _testTypes = new(SymbolEqualityComparer.Default);

    private RequestPathModel(Compilation compilation)
    {
        Compilation = compilation;
        _known = new KnownTypes(compilation);
        _handlers = new HandlerDelegates(compilation, _known);
        Matcher = new EntryPointMatcher(_known);
    }

    public Compilation Compilation { get; }

    public EntryPointMatcher Matcher { get; }

    public static RequestPathModel For(Compilation compilation) => Models.GetValue(compilation, key => new RequestPathModel(key));

    public bool IsRelevant(AnalyzerOptions options) =>
        _known.CanServe || Compilation.SyntaxTrees.Any(tree => AppFragOptions.NamesEntryPoints(options, tree));

    /// <summary>The path that leads to <paramref name="operation"/>, or null when it is not known to run per request.</summary>
    public RequestPath? Find(IOperation operation, ISymbol containingSymbol, AppFragOptions options)
    {
        if (IsLeftOut(containingSymbol, options))
        {
            return null;
        }

        var inLoop = false;
        for (var ancestor = operation.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            switch (ancestor)
            {
                case ILoopOperation loop:
                    if (MessageLoops.NounOf(loop) is { } noun)
                    {
                        return new RequestPath(noun + " in " + containingSymbol.Name, entry: null, hasClientArguments: false);
                    }

                    inLoop = true;
                    break;
                case IAnonymousFunctionOperation lambda when RunsOnce.IsFactory(lambda):
                    return null;
                case IAnonymousFunctionOperation lambda when MatchLambda(lambda) is { } path:
                    return path;
                case ILocalFunctionOperation { Symbol: { } local }:
                    // A local function runs when it is called, which may be at start-up although a handler stands around it.
                    return MatchFunction(local, options) ?? Reached(local, containingSymbol.ContainingType, options);
            }
        }

        return containingSymbol switch
        {
            IMethodSymbol method => FindMethod(method, inLoop, options),
            IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } => Matcher.MatchConstruction(containingSymbol.ContainingType),
            _ => null,
        };
    }

    /// <summary>Test code, and what the options exclude.</summary>
    public bool IsLeftOut(ISymbol containingSymbol, AppFragOptions options) =>
        options.ExcludedSymbols.Contains(containingSymbol) || IsTest(containingSymbol.ContainingType);

    public RequestPath? MatchFunction(IMethodSymbol function, AppFragOptions options) =>
        function.MethodKind is MethodKind.StaticConstructor
            ? null
            : Matcher.Match(function, options) ?? _handlers.MatchMethodGroup(function) ?? Matcher.MatchSignature(function);

    public RequestPath? MatchLambda(IAnonymousFunctionOperation lambda) =>
        _handlers.MatchLambda(lambda) ?? Matcher.MatchSignature(lambda.Symbol);

    private RequestPath? FindMethod(IMethodSymbol method, bool inLoop, AppFragOptions options) => method.MethodKind switch
    {
        MethodKind.StaticConstructor => null,
        MethodKind.Constructor => Matcher.MatchConstruction(method.ContainingType) ?? Matcher.MatchSignature(method),
        _ => MatchFunction(method, options)
            ?? (inLoop ? Matcher.MatchLoop(method) : null)
            ?? Reached(method, method.ContainingType, options),
    };

    private RequestPath? Reached(IMethodSymbol function, INamedTypeSymbol type, AppFragOptions options)
    {
        if (!CallText.MayCall(function, type))
        {
            return null;
        }

        var reached = _reached.GetOrAdd(type, key => MayContainEntryPoint(key, options)
            ? TypeCallGraph.ReachedFunctions(this, key, options)
            : new Dictionary<object, RequestPath>());
        return reached.TryGetValue(FunctionKey.Of(function), out var path) ? path : null;
    }

    /// <summary>A cheap look before the type's bodies are bound.</summary>
    private bool MayContainEntryPoint(INamedTypeSymbol type, AppFragOptions options) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(method => MatchFunction(method, options) is not null || Matcher.MatchLoop(method) is not null)
        || type.DeclaringSyntaxReferences.Any(reference => HandlerDelegates.MayRegister(reference.GetSyntax()) || MessageLoops.MayContain(reference.GetSyntax()));

    private bool IsTest(INamedTypeSymbol? type) => type is not null && _testTypes.GetOrAdd(type, TestCode.Contains);
}
