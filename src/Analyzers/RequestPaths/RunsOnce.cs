using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.RequestPaths;

/// <summary>Code on a request path whose result is kept, so that it does not run again for the next request.</summary>
internal static class RunsOnce
{
    /// <summary>A factory handed to <c>Lazy&lt;T&gt;</c>, a cache and the like.</summary>
    public static bool IsFactory(IAnonymousFunctionOperation lambda)
    {
        var parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation && parent.Parent switch
        {
            IObjectCreationOperation { Type: { } type } => EntryPointTable.RunsOnce.Contains(NameOf(type)),
            IInvocationOperation { TargetMethod: { ContainingType: { } type } method } => EntryPointTable.RunsOnce.Contains(NameOf(type) + "." + method.Name),
            _ => false,
        };
    }

    /// <summary>
    /// Code that runs once in the life of a process: static initialization, and what <c>Main</c> does for each of a list. A
    /// <c>while</c> there may well be the work itself.
    /// </summary>
    public static bool IsStartUp(ISymbol containingSymbol, ILoopOperation loop) => containingSymbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => true,
        IMethodSymbol { IsStatic: true, Name: "Main" or WellKnownMemberNames.TopLevelStatementsEntryPointMethodName } => loop is IForLoopOperation or IForEachLoopOperation,
        IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } => true,
        _ => false,
    };

    /// <summary>The value goes into a static field, or into a member that was null before.</summary>
    public static bool IsKept(IOperation value)
    {
        var parent = value.Parent;
        var child = value;
        while (parent is IConversionOperation)
        {
            child = parent;
            parent = parent.Parent;
        }

        return parent switch
        {
            ICoalesceAssignmentOperation { Target: IMemberReferenceOperation } => true,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field.IsStatic: true } } => true,
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsStatic: true } } => true,
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation member } assignment => assignment.Value == child && IsUnderNullCheck(assignment, member.Member),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "CompareExchange" or "Exchange" or "Write", ContainingType.Name: "Interlocked" or "Volatile" } } publish }
                => publish.Arguments[0].Value is IMemberReferenceOperation member && IsUnderNullCheck(publish, member.Member),
            _ => false,
        };
    }

    private static bool IsUnderNullCheck(IOperation assignment, ISymbol member)
    {
        for (var operation = assignment; operation.Parent is { } parent; operation = parent)
        {
            var asked = parent switch
            {
                IConditionalOperation conditional when conditional.WhenTrue == operation => conditional.Condition,
                ICoalesceOperation coalesce when coalesce.WhenNull == operation => coalesce.Value,
                _ => null,
            };
            if (asked?.DescendantsAndSelf().OfType<IMemberReferenceOperation>().Any(reference => SymbolEqualityComparer.Default.Equals(reference.Member, member)) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(ITypeSymbol type) => type.ContainingNamespace.ToDisplayString() + "." + type.Name;
}
