using AppFrag.Analyzers.Content;
using AppFrag.Analyzers.Sizes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AppFrag.Analyzers.Pinning;

/// <summary>Finds where a pinned array is made, and whether the handle that pins it outlives the method.</summary>
internal static class PinnedArray
{
    /// <summary><c>GCHandle.Alloc(target, GCHandleType.Pinned)</c>.</summary>
    public static bool IsPinningHandle(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Alloc", ContainingType: { Name: "GCHandle", ContainingNamespace.Name: "InteropServices" } }
        && call.Arguments.Length == 2
        && call.Arguments[1].Value is IFieldReferenceOperation { Field: { Name: "Pinned", ContainingType.Name: "GCHandleType" } };

    /// <summary>The <c>new T[n]</c> that makes the pinned array, when there is exactly one and its elements hold no references.</summary>
    public static IArrayCreationOperation? CreationOf(IOperation target)
    {
        target = Conversions.Strip(target);
        if (target.Type is not IArrayTypeSymbol { Rank: 1, ElementType.IsUnmanagedType: true })
        {
            return null;
        }

        return target switch
        {
            IArrayCreationOperation creation => creation,
            ILocalReferenceOperation local => LocalValues.SingleOf(local.Local, local) is { } value ? Conversions.Strip(value) as IArrayCreationOperation : null,
            IFieldReferenceOperation field => OfMember(field),
            _ => null,
        };
    }

    /// <summary>Whether the handle is freed, or given away, before the method that made it ends.</summary>
    public static bool IsLongLived(IInvocationOperation handle)
    {
        switch (Conversions.Consumer(handle))
        {
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation }:
            case IFieldInitializerOperation or IPropertyInitializerOperation:
                return !IsFreedHere(handle);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: { } assigned } }:
                return IsStored(assigned, handle);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } declared } }:
                return IsStored(declared, handle);
            default:
                return false;
        }
    }

    private static IArrayCreationOperation? OfMember(IFieldReferenceOperation field)
    {
        // The field's own initializer, or the one assignment in this function.
        var assigned = LocalValues.Root(field).Descendants().OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IFieldReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Field, field.Field))
            .ToList();
        if (assigned.Count == 1)
        {
            return Conversions.Strip(assigned[0].Value) as IArrayCreationOperation;
        }

        return assigned.Count == 0
            && field.Field.IsReadOnly
            && field.Field.DeclaringSyntaxReferences is { Length: 1 } references
            && references[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
            && field.SemanticModel is { } model
                ? RequestPaths.SemanticModels.TryOf(model, value.SyntaxTree)?.GetOperation(value) as IArrayCreationOperation
                : null;
    }

    private static bool IsStored(ILocalSymbol local, IOperation within)
    {
        var uses = LocalValues.Root(within).Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local)).ToList();
        return !uses.Any(use => use.Parent is IInvocationOperation { TargetMethod.Name: "Free" })
            && uses.Any(use => Conversions.Consumer(use) is ISimpleAssignmentOperation { Target: IMemberReferenceOperation } assignment && assignment.Value != assignment.Target);
    }

    private static bool IsFreedHere(IOperation handle) =>
        LocalValues.Root(handle).Descendants().OfType<IInvocationOperation>().Any(call => call.TargetMethod is { Name: "Free", ContainingType.Name: "GCHandle" });
}
