using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AppFrag.Analyzers.Candidates;
using AppFrag.Analyzers.Configuration;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyDictionary<object, RequestPath>> _reached = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _entryTypes = new(SymbolEqualityComparer.Default);
    private readonly Lazy<bool> _isServing;
    private int _namesEntryPoints;
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _testTypes = new(SymbolEqualityComparer.Default);

    private RequestPathModel(Compilation compilation)
    {
        Compilation = compilation;
        _known = new KnownTypes(compilation);
        _handlers = new HandlerDelegates(compilation, _known);
        Matcher = new EntryPointMatcher(_known);
        _isServing = new Lazy<bool>(() => _known.CanServe);
    }

    public Compilation Compilation { get; }

    public EntryPointMatcher Matcher { get; }

    public static RequestPathModel For(Compilation compilation) => Models.GetValue(compilation, key => new RequestPathModel(key));

    /// <summary>Whether anything in this compilation can be on a request path.</summary>
    public bool IsRelevant(AnalyzerOptions options)
    {
        if (_isServing.Value)
        {
            return true;
        }

        if (_namesEntryPoints == 0)
        {
            _namesEntryPoints = Compilation.SyntaxTrees.Any(tree => AppFragOptions.NamesEntryPoints(options, tree)) ? 1 : -1;
        }

        return _namesEntryPoints > 0;
    }

    /// <summary>
    /// What symbols and names say before the place is bound: false only where <see cref="Find"/> would find nothing.
    /// </summary>
    public bool MayFind(SyntaxNode place, ISymbol containingSymbol, SemanticModel model, AppFragOptions options)
    {
        if (IsLeftOut(containingSymbol, options))
        {
            return false;
        }

        for (var node = place.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda when MayServe(lambda):
                    return true;
                case LocalFunctionStatementSyntax function when model.GetDeclaredSymbol(function) is IMethodSymbol local && (MatchFunction(local, options) is not null || MayBeReached(local, containingSymbol, options)):
                    return true;
                default:
                    if (CandidateShape.IsLoop(node) && MessageLoops.MayBeIn(node.SyntaxTree, node.Span))
                    {
                        return true;
                    }

                    break;
            }
        }

        return containingSymbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => false,
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => Matcher.MatchConstruction(constructor.ContainingType) is not null || Matcher.MatchSignature(constructor) is not null,
            IMethodSymbol method => MatchFunction(method, options) is not null || Matcher.MatchLoop(method) is not null || MayBeReached(method, method, options),
            IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false } => Matcher.MatchConstruction(containingSymbol.ContainingType) is not null,
            _ => false,
        };
    }

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
                    return MatchFunction(local, options) ?? Reached(local, containingSymbol, options);
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
            ?? Reached(method, method, options),
    };

    /// <param name="function">A method, or a local function in one.</param>
    /// <param name="member">The method whose body it is in.</param>
    /// <param name="options">Of its file.</param>
    private RequestPath? Reached(IMethodSymbol function, ISymbol member, AppFragOptions options) =>
        MayBeReached(function, member, options)
        && _reached.GetOrAdd((IMethodSymbol)member, key => TypeCallGraph.ReachedFunctions(this, key, options)).TryGetValue(FunctionKey.Of(function), out var path)
            ? path
            : null;

    private bool MayBeReached(IMethodSymbol function, ISymbol member, AppFragOptions options) =>
        member is IMethodSymbol
        && _entryTypes.GetOrAdd(member.ContainingType, key => MayContainEntryPoint(key, options))
        && CallText.MayCall(function, member.ContainingType);

    /// <summary>A cheap look before the type's bodies are bound.</summary>
    private bool MayContainEntryPoint(INamedTypeSymbol type, AppFragOptions options) =>
        type.GetMembers().OfType<IMethodSymbol>().Any(method => MatchFunction(method, options) is not null || Matcher.MatchLoop(method) is not null)
        || type.DeclaringSyntaxReferences.Any(part => HandlerDelegates.MayRegister(part.SyntaxTree, part.Span) || MessageLoops.MayBeIn(part.SyntaxTree, part.Span));

    /// <summary>A lambda without parameters has none that a request comes in by; then it must be given to a registration.</summary>
    private bool MayServe(AnonymousFunctionExpressionSyntax lambda) =>
        (lambda is not ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters.Count: 0 } && !_known.Signatures.IsEmpty)
        || (!_known.Delegates.IsEmpty && lambda.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && HandlerDelegates.MayRegister(call.SyntaxTree, call.Span));

    private bool IsTest(INamedTypeSymbol? type) => type is not null && _testTypes.GetOrAdd(type, TestCode.Contains);
}
