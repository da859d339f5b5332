using System.Collections.Concurrent;
using AppFrag.Analyzers.Candidates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Handlers that are given as a delegate: a lambda here, or a method group anywhere in the compilation.</summary>
internal sealed class HandlerDelegates
{
    private readonly Compilation _compilation;
    private readonly KnownTypes _known;
    private readonly Lazy<ILookup<string, InvocationExpressionSyntax>> _registrations;
    private readonly ConcurrentDictionary<string, Dictionary<object, RequestPath>> _methodGroups = new();

    public HandlerDelegates(Compilation compilation, KnownTypes known)
    {
        _compilation = compilation;
        _known = known;
        _registrations = new Lazy<ILookup<string, InvocationExpressionSyntax>>(FindRegistrations);
    }

    public RequestPath? MatchLambda(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation invocation } && RowOf(invocation.TargetMethod) is { } row
            ? new RequestPath(row.Noun, lambda.Symbol, row.HasClientArguments)
            : null;
    }

    /// <summary>Only registrations that name the function are bound to answer.</summary>
    public RequestPath? MatchMethodGroup(IMethodSymbol function) =>
        !_known.Delegates.IsEmpty
        && function.Name.Length > 0
        && _registrations.Value.Contains(function.Name)
        && _methodGroups.GetOrAdd(function.Name, FindMethodGroups).TryGetValue(FunctionKey.Of(function), out var path) ? path : null;

    /// <summary>Whether a handler may be registered in a part of a file: a look at the names alone.</summary>
    public static bool MayRegister(SyntaxTree tree, TextSpan part) => RegistrationsIn(tree, part).Any();

    private DelegateEntryPoint? RowOf(IMethodSymbol method) =>
        _known.Delegates.TryGetValue(method.ContainingType.OriginalDefinition, out var row) && row.Methods.Contains(method.Name) ? row : null;

    private ILookup<string, InvocationExpressionSyntax> FindRegistrations() =>
        _compilation.SyntaxTrees
            .SelectMany(tree => RegistrationsIn(tree, new TextSpan(0, tree.Length)))
            .SelectMany(call => call.ArgumentList.Arguments.Select(argument => (Handler: HandlerName(argument.Expression), Call: call)))
            .Where(registration => registration.Handler is not null)
            .ToLookup(registration => registration.Handler!, registration => registration.Call);

    private static IEnumerable<InvocationExpressionSyntax> RegistrationsIn(SyntaxTree tree, TextSpan part)
    {
        foreach (var position in FileWords.Of(tree).At(Hints.Registration, part.Start, part.End))
        {
            // "Task.Run" is by far the most frequent of these words, and registers nothing.
            if (CandidateNodes.At(tree.GetRoot(), position) is InvocationExpressionSyntax call
                && call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" } })
            {
                yield return call;
            }
        }
    }

    private Dictionary<object, RequestPath> FindMethodGroups(string name)
    {
        var found = new Dictionary<object, RequestPath>();
        foreach (var call in _registrations.Value[name])
        {
            if (SemanticModels.Of(_compilation, call.SyntaxTree).GetOperation(call) is not IInvocationOperation registration || RowOf(registration.TargetMethod) is not { } row)
            {
                continue;
            }

            foreach (var argument in registration.Arguments)
            {
                if (MethodGroupIn(argument.Value) is { Method: { } handler })
                {
                    found[FunctionKey.Of(handler)] = new RequestPath(row.Noun + " " + handler.Name, handler, row.HasClientArguments);
                }
            }
        }

        return found;
    }

    /// <summary>The name of what may be a method group.</summary>
    private static string? HandlerName(ExpressionSyntax argument) => argument switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        CastExpressionSyntax cast => HandlerName(cast.Expression),
        ParenthesizedExpressionSyntax inner => HandlerName(inner.Expression),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => HandlerName(arguments[0].Expression),
        _ => null,
    };

    private static IMethodReferenceOperation? MethodGroupIn(IOperation value) => value switch
    {
        IMethodReferenceOperation reference => reference,
        IDelegateCreationOperation creation => MethodGroupIn(creation.Target),
        IConversionOperation conversion => MethodGroupIn(conversion.Operand),
        _ => null,
    };

    public static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
