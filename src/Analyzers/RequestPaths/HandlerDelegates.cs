using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Handlers that are given as a delegate: a lambda here, or a method group anywhere in the compilation.</summary>
internal sealed class HandlerDelegates
{
    private static readonly HashSet<string> RegistrationNames = new(EntryPointTable.Delegates.SelectMany(row => row.Methods), StringComparer.Ordinal);

    /// <summary>An edit makes a new compilation but only one new tree.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, List<InvocationExpressionSyntax>> Registrations = new();

    private readonly Compilation _compilation;
    private readonly KnownTypes _known;
    private readonly Lazy<Dictionary<object, RequestPath>> _methodGroups;

    public HandlerDelegates(Compilation compilation, KnownTypes known)
    {
        _compilation = compilation;
        _known = known;
        _methodGroups = new Lazy<Dictionary<object, RequestPath>>(FindMethodGroups);
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

    public RequestPath? MatchMethodGroup(IMethodSymbol function) =>
        !_known.Delegates.IsEmpty && _methodGroups.Value.TryGetValue(FunctionKey.Of(function), out var path) ? path : null;

    public static bool MayRegister(SyntaxNode node) =>
        node.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => RegistrationNames.Contains(NameOf(call)));

    private DelegateEntryPoint? RowOf(IMethodSymbol method) =>
        _known.Delegates.TryGetValue(method.ContainingType.OriginalDefinition, out var row) && row.Methods.Contains(method.Name) ? row : null;

    private Dictionary<object, RequestPath> FindMethodGroups()
    {
        var found = new Dictionary<object, RequestPath>();
        foreach (var tree in _compilation.SyntaxTrees)
        {
            var calls = Registrations.GetValue(tree, FindRegistrations);
            if (calls.Count > 0)
            {
                AddMethodGroups(SemanticModels.Of(_compilation, tree), calls, found);
            }
        }

        return found;
    }

    private static List<InvocationExpressionSyntax> FindRegistrations(SyntaxTree tree) =>
        CallText.Mentions(tree.ToString(), RegistrationNames)
            ? tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(MayTakeMethodGroup).ToList()
            : new List<InvocationExpressionSyntax>();

    private void AddMethodGroups(SemanticModel model, List<InvocationExpressionSyntax> calls, Dictionary<object, RequestPath> found)
    {
        foreach (var call in calls)
        {
            if (model.GetOperation(call) is not IInvocationOperation registration || RowOf(registration.TargetMethod) is not { } row)
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
    }

    private static IMethodReferenceOperation? MethodGroupIn(IOperation value) => value switch
    {
        IMethodReferenceOperation reference => reference,
        IDelegateCreationOperation creation => MethodGroupIn(creation.Target),
        IConversionOperation conversion => MethodGroupIn(conversion.Operand),
        _ => null,
    };

    private static bool MayTakeMethodGroup(InvocationExpressionSyntax call) =>
        RegistrationNames.Contains(NameOf(call))
        && call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or GenericNameSyntax);

    public static string NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
